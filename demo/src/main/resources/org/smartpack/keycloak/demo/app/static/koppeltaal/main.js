// The portal of the Koppeltaal domain: launches modules, and shows what applications get.

import { decode } from "../backend/assertion.js";
import { tryAll } from "../backend/reads.js";
import { announce, byId, element, fold, json } from "../shared/page.js";
import { post, send } from "./server.js";

const TRIALS = [
  ["Search tasks", "GET", "Task"],
  ["Read the task", "GET", "Task/task-1"],
  ["Create a task", "POST", "Task", { resourceType: "Task", status: "draft", intent: "order", description: "Made in the playground" }],
  ["Search patients", "GET", "Patient"],
  ["Read the patient", "GET", "Patient/kt-pat-1"],
  ["Read another patient", "GET", "Patient/pat-1"],
  ["Search activities", "GET", "ActivityDefinition"],
];

const config = fetch("/koppeltaal/config.json").then((answer) => answer.json());

const dutch = (text) => element("span", { lang: "nl" }, text);

function choice(group, value, checked, description, beschrijving, code = "") {
  const input = element("input", { type: "radio", name: group, value });
  input.checked = checked;
  const text = element("span", {}, element("b", {}, value), " ", element("small", {}, description, dutch(beschrijving)));
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
  announce("idle", "Launching …");
  try {
    const { action, fields } = await post(`/koppeltaal/${way}.json`, { user: form.get("user"), intent: form.get("intent") });
    send(action, fields);
  } catch (failure) {
    announce("bad", "The module can’t be launched", failure.message);
    disable(false);
  }
}

async function ask(event) {
  event.preventDefault();
  const client = new FormData(byId("applications")).get("client");
  disable(true);
  ["grant", "reads", "token"].forEach((id) => (byId(id).hidden = true));
  announce("idle", "Asking …");
  try {
    const { status, answer } = await post("/koppeltaal/token.json", { client });
    await show(client, status, answer);
  } catch (failure) {
    announce("bad", "There is no token", failure.message);
  } finally {
    disable(false);
  }
}

async function show(client, status, answer) {
  if (status !== 200) {
    announce("bad", `Refused: ${answer.error}`, answer.error_description ?? "");
    return;
  }
  const scopes = (answer.scope ?? "").split(" ").filter(Boolean);
  byId("grant-body").replaceChildren(
    scopes.length
      ? element("ul", { class: "scopes" }, ...scopes.map((one) => element("li", { class: "good" }, element("code", {}, one))))
      : element("p", { class: "notice warn" }, "No scopes at all.", dutch("Geen enkele scope.")),
  );
  const [header, payload] = decode(answer.access_token);
  byId("token-body").replaceChildren(
    fold("The answer", true, json(shorten(answer))),
    fold("The access token, decoded", false, json({ header, payload })),
  );
  ["grant", "token", "reads"].forEach((id) => (byId(id).hidden = false));
  const { fhirBaseUrl } = await config;
  const { allowed, all } = await tryAll(fhirBaseUrl, answer.access_token, byId("reads-body"), TRIALS);
  const life = `For ${answer.expires_in} seconds${answer.refresh_token ? ", and it can be refreshed" : ""}.`;
  announce(
    scopes.length ? "good" : "warn",
    `${client}: ${scopes.length || "no"} scope${scopes.length === 1 ? "" : "s"}`,
    `${life} The FHIR service allowed ${allowed} of ${all} requests.`,
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
  const link = (href, label) => element("a", { href, target: "_blank", rel: "noopener" }, label);
  byId("sign-out").append(link(`${issuer}/protocol/openid-connect/logout`, "Sign out of Keycloak"));
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
build().catch(() => announce("bad", "The demo does not answer", "Is it running?"));
