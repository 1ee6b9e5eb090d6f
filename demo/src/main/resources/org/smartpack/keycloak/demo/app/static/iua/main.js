// IHE IUA: a token by client credentials, what it says, what it opens, and what introspection says of it.

import { decode } from "../backend/assertion.js";
import { tryAll } from "../backend/reads.js";
import { announce, byId, element, fold, json, text } from "../shared/page.js";

const EXAMPLES = ["system/*.*", "system/Observation.read", "ITI-67 ITI-68", "ITI-99"];

const config = fetch("/iua/config.json").then((answer) => answer.json());

async function fillIn() {
  const { issuer, fhirBaseUrl } = await config;
  const resource = byId("resource");
  resource.append(
    element("option", { value: fhirBaseUrl }, fhirBaseUrl),
    element("option", { value: "" }, "Not specified"),
    element("option", { value: "urn:example:elsewhere" }, "One that this realm doesn’t know"),
  );
  byId("examples").append(
    ...EXAMPLES.map((scope) => {
      const button = element("button", { type: "button" }, scope);
      button.addEventListener("click", () => (byId("scope").value = scope));
      return button;
    }),
  );
  const link = (href, label) => element("a", { href }, label);
  byId("links").append(
    link(`${issuer}/.well-known/oauth-authorization-server`, "Metadata (ITI-103)"),
    " · ",
    link(`${fhirBaseUrl}/metadata`, "FHIR capability statement"),
  );
}

async function send(event) {
  event.preventDefault();
  byId("send").disabled = true;
  ["token", "reads", "introspection"].forEach((id) => (byId(id).hidden = true));
  announce("idle", "Asking …");
  try {
    const asked = Object.fromEntries(new FormData(byId("ask")));
    const answer = await fetch("/iua/token.json", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...asked, scope: asked.scope.trim().replaceAll(/\s+/g, " ") }),
    });
    await show(await answer.json());
  } catch {
    announce("bad", "The demo does not answer", "Is it running?");
  } finally {
    byId("send").disabled = false;
  }
}

async function show({ form, status, answer, introspection }) {
  const { tokenUrl, fhirBaseUrl } = await config;
  const token = answer.access_token;
  const parts = [
    fold("Request", true, text(request(tokenUrl, form))),
    fold(`Answer: HTTP ${status}`, true, json(token ? { ...answer, access_token: `${token.slice(0, 24)}…` } : answer)),
  ];
  if (token) {
    const [header, payload] = decode(token);
    parts.push(fold("The token, decoded", true, json({ header, payload })));
  }
  byId("token-body").replaceChildren(...parts);
  byId("token").hidden = false;
  if (!token) {
    announce("bad", `Refused: ${answer.error}`, answer.error_description ?? "");
    return;
  }
  byId("introspection-body").replaceChildren(json(introspection));
  ["reads", "introspection"].forEach((id) => (byId(id).hidden = false));
  const { allowed, all } = await tryAll(fhirBaseUrl, token, byId("reads-body"));
  announce("good", `Granted: ${answer.scope}`, `The resource server allowed ${allowed} of ${all} requests.`);
}

function request(tokenUrl, form) {
  const url = new URL(tokenUrl);
  return [
    `POST ${url.pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    "Authorization: Basic …",
    "Content-Type: application/x-www-form-urlencoded",
    "",
    new URLSearchParams(form).toString().replaceAll("&", "\n&"),
  ].join("\n");
}

byId("ask").addEventListener("submit", send);
fillIn();
