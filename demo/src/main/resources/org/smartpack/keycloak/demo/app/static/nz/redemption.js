// From the answer of the authorization endpoint to tokens that are used.

import { tryAll } from "../backend/reads.js";
import { announce, byId, element, fold, json, text } from "../shared/page.js";
import { decode } from "../backend/assertion.js";
import { random } from "../shared/encoding.js";
import { checkFinal, checkRedirect } from "./checks.js";
import { bound, newKey, proof } from "./dpop.js";
import { post } from "./server.js";
import { CLIENTS } from "./rules.js";
import { refused, show } from "./view.js";

const TRIALS = [
  ["Search patients", "GET", "Patient"],
  ["Read a patient", "GET", "Patient/pat-1"],
  ["Read vital signs", "GET", "Observation/obs-vit-1"],
  ["Create a patient", "POST", "Patient", { resourceType: "Patient", name: [{ family: "Playground" }] }],
];

/** Checks the ID token of the redirect, redeems the code, checks the other ID token, and uses the access token. */
export async function redeem(config, { answer, request }) {
  const { client, attempt, sent } = request;
  const code = attempt.redeem === "code" ? random() : answer.code;
  const expected = { issuer: config.issuer, client, nonce: sent.nonce, keys: await keys(config) };
  let subject;
  if (sent.response_type.includes("id_token")) {
    const front = await checkRedirect(answer.id_token ?? "", expected, { code, state: sent.state });
    show("front", checkList(front.checks), fold("The ID token of the redirect, decoded", true, decoded(front)));
    if (front.checks.some(({ holds }) => !holds)) {
      const failed = front.checks.find(({ holds }) => !holds);
      announce("bad", "Refused by the app: NZ-55", `Not so: ${failed.what}. The code isn’t redeemed.`);
      return;
    }
    subject = front.claims.sub;
  }
  const form = {
    grant_type: "authorization_code",
    code,
    redirect_uri: sent.redirect_uri,
    code_verifier: attempt.redeem === "verifier" ? random() : request.verifier,
  };
  await grant(config, client, form, attempt, async (tokens) => {
    const final = await checkFinal(tokens.id_token, expected, tokens.access_token, subject);
    return [
      fold("ID token, decoded", false, decoded(final)),
      element("h3", {}, "What the app checks of that ID token"),
      checkList(final.checks),
    ];
  });
}

/** Gets a system its token. */
export const grantToSystem = (config, client) =>
  grant(config, client, { grant_type: "client_credentials", scope: CLIENTS[client].scope }, {}, () => []);

async function grant(config, client, form, attempt, more) {
  const key = CLIENTS[client].bound && attempt.redeem !== "proof" ? await newKey() : undefined;
  const ownProof = key ? await proof(key, "POST", config.tokenUrl) : "";
  const { form: asked, status, answer } = await post("/nz/token.json", { client, form, proof: ownProof });
  const parts = [fold("Token request", false, text(wire(config.tokenUrl, asked, ownProof)))];
  if (ownProof) {
    parts.push(fold("Its DPoP proof, decoded", false, decodedJwt(ownProof)));
  }
  parts.push(fold(`Answer: HTTP ${status}`, !answer.access_token, json(shorten(answer))));
  if (!answer.access_token) {
    show("tokens", ...parts);
    refused(answer, attempt);
    return;
  }
  parts.push(fold("Access token, decoded", true, decodedJwt(answer.access_token)), ...(await more(answer)));
  show("tokens", ...parts);
  await read(config.fhirBaseUrl, answer, key, attempt);
}

async function read(base, { access_token: token, scope, token_type: type }, key, attempt) {
  const trials = key
    ? [
        ...TRIALS.map(([what, method, path, resource]) => [what, method, path, resource, bound(key, token)]),
        ["The same token without a proof", "GET", "Patient/pat-1"],
      ]
    : TRIALS;
  byId("reads").hidden = false;
  const { allowed, all } = await tryAll(base, token, byId("reads-body"), trials);
  const kind = attempt.label ? "warn" : "good";
  announce(kind, `Granted: ${scope}`, `Type ${type}. The FHIR server allowed ${allowed} of ${all} requests.`);
}

async function keys({ issuer }) {
  return (await (await fetch(`${issuer}/protocol/openid-connect/certs`)).json()).keys;
}

function checkList(checks) {
  return element(
    "ul",
    { class: "scopes checks" },
    ...checks.map(({ what, holds, seen }) =>
      element(
        "li",
        { class: holds ? "good" : "bad" },
        element("span", { role: "img", "aria-label": holds ? "holds" : "does not hold" }, holds ? "✓" : "✕"),
        element("span", {}, what, " ", element("code", {}, seen)),
      ),
    ),
  );
}

const decoded = ({ header, claims }) => json({ header, payload: claims });

function decodedJwt(jwt) {
  const [header, payload] = decode(jwt);
  return json({ header, payload });
}

const cut = (value) => (value.length > 200 ? `${value.slice(0, 24)}…${value.slice(-8)}` : value);

const shorten = (answer) =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, typeof value === "string" ? cut(value) : value]),
  );

function wire(tokenUrl, form, ownProof) {
  const url = new URL(tokenUrl);
  return [
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    "Content-Type: application/x-www-form-urlencoded",
    ...(ownProof ? [`DPoP: ${cut(ownProof)}`] : []),
    "",
    Object.entries(form).map(([name, value]) => `${name}=${cut(encodeURIComponent(value))}`).join("\n&"),
  ].join("\n");
}
