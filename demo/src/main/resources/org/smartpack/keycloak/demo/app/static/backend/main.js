// The playground: ties the form to signing, asking and trying.

import { decode, signAssertion } from "./assertion.js";
import { compare, showGrant } from "./grant.js";
import { copyButton } from "../shared/copy.js";
import { announce, byId, element, fold, json, text } from "../shared/page.js";
import { tryAll } from "./reads.js";
import { describe, meaning, requestToken } from "./token.js";

const EXAMPLES = [
  ["system/Observation.rs?category=laboratory", "Laboratory observations only: narrower than the allowance, so granted as asked."],
  ["system/*.rs", "Everything, reading and searching."],
  ["system/Patient.r system/Encounter.s", "Two scopes at once."],
  ["system/*.read", "The same as .rs in the older spelling; the answer keeps that spelling."],
  ["system/*.*", "All interactions: what goes beyond the allowances is left out."],
  ["system/*.cruds", "All interactions in the newer spelling. Try it as lab-feed."],
  ["system/Patient.d", "Deleting patients: outside every allowance."],
  ["patient/*.rs", "A patient’s record: a service without a user never gets it."],
];

const config = fetch("/config.json").then((answer) => answer.json());
let token = "";

function showExamples() {
  const note = byId("scope-note");
  const buttons = EXAMPLES.map(([scope, explanation]) => {
    const button = element("button", { type: "button", "aria-pressed": "false" }, scope);
    button.addEventListener("click", () => {
      byId("scope").value = scope;
      mark(scope, explanation);
    });
    return button;
  });
  const mark = (scope, explanation) => {
    note.textContent = explanation;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.textContent === scope)));
  };
  byId("examples").append(...buttons);
  byId("scope").addEventListener("input", () => mark("", ""));
  mark(...EXAMPLES[0]);
}

async function send(event) {
  event.preventDefault();
  const form = new FormData(byId("ask"));
  const [client, alg] = [form.get("client"), form.get("alg")];
  const scope = form.get("scope").trim().replaceAll(/\s+/g, " ");
  byId("send").disabled = true;
  ["grant", "reads", "exchange", "introspection"].forEach((id) => (byId(id).hidden = true));
  announce("idle", "Signing and asking …");
  try {
    await ask(client, scope, alg);
  } finally {
    byId("send").disabled = false;
  }
}

async function ask(client, scope, alg) {
  const { tokenUrl, fhirBaseUrl } = await config;
  if (!globalThis.crypto?.subtle) {
    announce("bad", "This browser can’t sign here", "Open the page at http://127.0.0.1 or over https.");
    return;
  }
  const assertion = await signAssertion(client, tokenUrl, alg);
  let answer;
  try {
    answer = await requestToken(tokenUrl, scope, assertion.jwt);
  } catch {
    announce("bad", "Keycloak does not answer", `This page can’t read an answer from ${tokenUrl}. Is it running?`);
    return;
  }
  showExchange(tokenUrl, assertion, answer);
  if (answer.status !== 200) {
    const { error, error_description: description } = answer.body;
    showGrant(scope, "", byId("grant-body"));
    byId("grant").hidden = false;
    announce("bad", `Refused: ${error}`, [meaning(error), description].filter(Boolean).join(" Keycloak says: "));
    return;
  }
  token = answer.body.access_token;
  showGrant(scope, answer.body.scope, byId("grant-body"));
  ["grant", "reads", "introspection"].forEach((id) => (byId(id).hidden = false));
  byId("introspection-body").replaceChildren();
  const { kind, title } = compare(scope, answer.body.scope);
  announce(kind, title, `Valid for ${answer.body.expires_in} seconds. Now trying it at the FHIR server …`);
  const { allowed, all } = await tryAll(fhirBaseUrl, token, byId("reads-body"));
  announce(kind, title, `Valid for ${answer.body.expires_in} seconds. The FHIR server allowed ${allowed} of ${all} requests.`);
}

function showExchange(tokenUrl, assertion, answer) {
  const shown = [
    fold("Request", true, text(describe(tokenUrl, answer.form))),
    fold("Its signed assertion, decoded", false, json({ header: assertion.header, payload: assertion.payload })),
    fold(`Answer: HTTP ${answer.status}`, true, json(shorten(answer.body))),
  ];
  if (answer.body.access_token) {
    const [header, payload] = decode(answer.body.access_token);
    shown.push(fold("Access token, decoded", true, json({ header, payload })));
    shown.push(element("p", {}, copyButton("Copy the access token", () => answer.body.access_token)));
  }
  byId("exchange-body").replaceChildren(...shown);
  byId("exchange").hidden = false;
}

const shorten = (body) =>
  body.access_token ? { ...body, access_token: `${body.access_token.slice(0, 24)}…${body.access_token.slice(-8)}` } : body;

async function introspect() {
  const body = byId("introspection-body");
  body.replaceChildren(element("p", { class: "note" }, "Asking …"));
  try {
    const answer = await fetch("/introspect", { method: "POST", body: token });
    body.replaceChildren(json(await answer.json()));
  } catch {
    body.replaceChildren(element("p", { class: "notice bad" }, "The demo does not answer. Is it running?"));
  }
}

async function showLinks() {
  const { issuer, fhirBaseUrl } = await config;
  const link = (href, label) => element("a", { href }, label);
  byId("links").append(
    link(`${fhirBaseUrl}/metadata`, "FHIR capability statement"),
    " · ",
    link(`${fhirBaseUrl}/.well-known/smart-configuration`, "SMART configuration"),
    " · ",
    link(`${new URL(issuer).origin}/admin/`, "Admin console"),
  );
}

byId("ask").addEventListener("submit", send);
byId("introspect").addEventListener("click", introspect);
showExamples();
showLinks();
