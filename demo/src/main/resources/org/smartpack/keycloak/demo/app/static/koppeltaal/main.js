// The portal of the Koppeltaal domain: launches modules, and shows what applications get.

import { decode } from "../backend/assertion.js";
import { tryAll } from "../backend/reads.js";
import { copyButton } from "../shared/copy.js";
import { announce, byId, element, fold, json } from "../shared/page.js";
import { both } from "./language.js";
import { post, send } from "./server.js";

const TRIALS = [
  ["Search tasks", "Taken zoeken", "GET", "Task"],
  ["Read the task", "De taak lezen", "GET", "Task/task-1"],
  ["Create a task", "Een taak maken", "POST", "Task", { resourceType: "Task", status: "draft", intent: "order", description: "Created in the playground" }],
  ["Search patients", "Patiënten zoeken", "GET", "Patient"],
  ["Read the patient", "De patiënt lezen", "GET", "Patient/kt-pat-1"],
  ["Read another patient", "Een andere patiënt lezen", "GET", "Patient/pat-1"],
  ["Search activities", "Activiteiten zoeken", "GET", "ActivityDefinition"],
].map(([english, nederlands, ...request]) => [both(english, nederlands), ...request]);

const config = fetch("/koppeltaal/config.json").then((answer) => answer.json());

/** The status in both languages. The detail, if there is one, is Keycloak's own or English. */
function say(kind, title, detail, nederlands) {
  announce(kind, "", detail);
  byId("status").firstChild.append(...both(title, nederlands));
}

function choice(group, value, checked, description, beschrijving, code = "") {
  const input = element("input", { type: "radio", name: group, value });
  input.checked = checked;
  const text = element("span", {}, element("b", {}, value), " ", element("small", {}, ...both(description, beschrijving)));
  if (code) {
    text.append(element("code", {}, code));
  }
  return element("label", { class: "choice" }, input, text);
}

async function launch(event) {
  event.preventDefault();
  const form = new FormData(byId("portal"));
  const way = event.submitter?.value === "smart" ? "smart" : "launch";
  disable(true);
  say("idle", "Launching …", "", "Starten …");
  try {
    const { action, fields } = await post(`/koppeltaal/${way}.json`, { user: form.get("user"), intent: form.get("intent") });
    send(action, fields);
  } catch (failure) {
    say("bad", "The module can’t be launched", failure.message, "De module kan niet worden gestart.");
    disable(false);
  }
}

async function ask(event) {
  event.preventDefault();
  const client = new FormData(byId("applications")).get("client");
  disable(true);
  ["grant", "reads", "token"].forEach((id) => (byId(id).hidden = true));
  say("idle", "Asking …", "", "Vragen …");
  try {
    const { status, answer } = await post("/koppeltaal/token.json", { client });
    await show(client, status, answer);
  } catch (failure) {
    say("bad", "There is no token", failure.message, "Er is geen token.");
  } finally {
    disable(false);
  }
}

async function show(client, status, answer) {
  if (status !== 200) {
    say("bad", `Refused: ${answer.error}`, answer.error_description ?? "", "Geweigerd.");
    return;
  }
  const scopes = (answer.scope ?? "").split(" ").filter(Boolean);
  byId("grant-body").replaceChildren(
    scopes.length
      ? element("ul", { class: "scopes" }, ...scopes.map((one) => element("li", { class: "good" }, element("code", {}, one))))
      : element("p", { class: "notice warn" }, ...both("No scopes at all.", "Geen enkele scope.")),
  );
  const [header, payload] = decode(answer.access_token);
  byId("token-body").replaceChildren(
    fold(both("The answer", "Het antwoord"), true, json(shorten(answer))),
    fold(both("The access token, decoded", "Het access token, gedecodeerd"), false, json({ header, payload })),
    element("p", {}, copyButton("Copy the access token", () => answer.access_token)),
  );
  ["grant", "token", "reads"].forEach((id) => (byId(id).hidden = false));
  const { fhirBaseUrl } = await config;
  const { allowed, all } = await tryAll(fhirBaseUrl, answer.access_token, byId("reads-body"), TRIALS);
  const count = `scope${scopes.length === 1 ? "" : "s"}`;
  say(
    scopes.length ? "good" : "warn",
    `${client}: ${scopes.length || "no"} ${count}`,
    "",
    `${client}: ${scopes.length || "geen"} ${count}`,
  );
  byId("status").append(
    ...both(
      `For ${answer.expires_in} seconds${answer.refresh_token ? ", and it can be refreshed" : ""}. The FHIR service allowed ${allowed} of ${all} requests.`,
      `Voor ${answer.expires_in} seconden${answer.refresh_token ? ", en te vernieuwen" : ""}. De FHIR-service liet ${allowed} van ${all} verzoeken toe.`,
    ),
  );
}

function shorten(answer) {
  const short = (token) => token && `${token.slice(0, 24)}…${token.slice(-8)}`;
  return { ...answer, access_token: short(answer.access_token), ...(answer.refresh_token && { refresh_token: short(answer.refresh_token) }) };
}

function disable(busy) {
  ["launch", "launch-smart", "ask"].forEach((id) => (byId(id).disabled = busy));
}

async function build() {
  const { issuer, fhirBaseUrl, users, applications } = await config;
  byId("users").replaceChildren(
    ...users.map((one, i) => choice("user", one.name, i === 0, one.description, one.beschrijving, one.reference)),
  );
  byId("clients").replaceChildren(
    ...applications.map((one, i) => choice("client", one.clientId, i === 0, one.description, one.beschrijving)),
  );
  const link = (href, label) => element("a", { href, target: "_blank", rel: "noopener" }, ...[label].flat());
  byId("sign-out").append(link(`${issuer}/protocol/openid-connect/logout`, both("Sign out of Keycloak", "Uitloggen bij Keycloak")));
  byId("links").append(
    link(`${issuer}/.well-known/smart-configuration`, "SMART configuration of the domain"),
    " · ",
    link(`${fhirBaseUrl}/metadata`, "FHIR capability statement"),
    " · ",
    link(`${new URL(issuer).origin}/admin/master/console/#/koppeltaal`, "Admin console"),
  );
  disable(false);
}

// A page that comes back from the browser's memory is as it was left: busy.
addEventListener("pageshow", ({ persisted }) => persisted && disable(false));
byId("portal").addEventListener("submit", launch);
byId("applications").addEventListener("submit", ask);
build().catch(() => say("bad", "The demo does not answer", "Is it running?", "De demo antwoordt niet."));
