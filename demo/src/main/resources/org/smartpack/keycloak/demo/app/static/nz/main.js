// New Zealand's classes: what each client must do, and what becomes of a request or a setting that doesn't.

import { announce, byId, element, fold, json, text } from "../shared/page.js";
import { ask, belongs, returned } from "./authorization.js";
import { grantToSystem, redeem } from "./redemption.js";
import { CLIENTS, rulesOf } from "./rules.js";
import { post } from "./server.js";
import { clear, goToResults, refused, show } from "./view.js";

const config = fetch("/nz/config.json").then((answer) => answer.json());

const chosen = () => new FormData(byId("ask")).get("client");

function showRules() {
  const { level, system } = CLIENTS[chosen()];
  byId("level").textContent = level;
  byId("send").textContent = system ? "Ask for a token as it should" : "Sign in as it should";
  byId("rules-body").replaceChildren(...rulesOf(chosen()).map(rule));
}

function rule({ ids, text: said, tries }) {
  const buttons = tries.map((attempt) => {
    const button = element("button", { type: "button" }, attempt.label);
    button.addEventListener("click", () => run({ ...attempt, ids }));
    return button;
  });
  return element(
    "li",
    {},
    element("p", {}, element("b", {}, ids.join(", ")), " ", said),
    element("div", { class: "examples", role: "group", "aria-label": `Break ${ids[0]}` }, ...buttons),
  );
}

/** Makes a try; one that has no label obeys. */
async function run(attempt) {
  const client = chosen();
  clear();
  announce("idle", "Asking Keycloak …");
  goToResults();
  await orSay(async () => {
    if (attempt.settings) {
      await save(client, attempt);
    } else if (CLIENTS[client].system) {
      await grantToSystem(await config, client);
    } else {
      await ask(await config, client, attempt);
    }
  });
}

async function save(client, attempt) {
  const { change, status, answer } = await post("/nz/settings.json", { client, change: attempt.settings });
  show(
    "wire",
    fold(`Client ${client}, saved with`, true, json(change)),
    fold(`Answer: HTTP ${status}`, true, json(answer)),
  );
  goToResults();
  if (status < 300) {
    announce("warn", "Saved", "Keycloak accepted the setting. The demo has put the client back as it was.");
  } else {
    refused(answer, attempt, "Not saved");
  }
}

/** Shows the answer that Keycloak sent the browser here with. */
async function finish(back) {
  const { answer, request, where } = back;
  const settings = await config;
  if (!request) {
    announce("bad", "That is no answer to this page", "Nothing was asked in this tab, or it has been answered.");
    return;
  }
  document.querySelector(`input[value=${request.client}]`).checked = true;
  showRules();
  show(
    "wire",
    fold("Authorization request", true, text(lines(settings.authorizationUrl, request.sent))),
    fold(`Answer, in the ${where} of the address`, true, json(short(answer))),
  );
  goToResults();
  if (!belongs(back, settings.issuer)) {
    announce("bad", "Refused by the app: NZ-55", "The answer has another state or issuer than the request.");
  } else if (answer.error) {
    refused(answer, request.attempt);
  } else {
    announce("idle", "Redeeming the code …");
    await redeem(settings, back);
  }
}

async function orSay(action) {
  try {
    await action();
  } catch (failure) {
    announce("bad", "That did not work", failure.message);
  }
}

function lines(authorizationUrl, sent) {
  const { host, pathname } = new URL(authorizationUrl);
  const query = Object.entries(sent).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `GET ${pathname}\n?${query.join("\n&")}\nHost: ${host}`;
}

const short = (answer) =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, value.length > 200 ? `${value.slice(0, 24)}…` : value]),
  );

async function showLinks() {
  const { issuer, fhirBaseUrl } = await config;
  const link = (href, label) => element("a", { href }, label);
  byId("links").append(
    link(`${issuer}/.well-known/openid-configuration`, "OpenID configuration"),
    " · ",
    link(`${fhirBaseUrl}/.well-known/smart-configuration`, "SMART configuration"),
    " · ",
    link(`${issuer}/protocol/openid-connect/logout`, "Sign out of Keycloak"),
  );
}

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run({});
});
byId("clients").addEventListener("change", () => {
  clear();
  announce("idle", "Nothing sent yet.");
  showRules();
});
const back = returned();
showRules();
showLinks();
if (back) {
  orSay(() => finish(back));
}
