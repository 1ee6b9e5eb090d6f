// The EHR: what can be chosen, and the launch of an app.

import { showLinks } from "../shared/links.js";
import { announce, byId, element, fold, json } from "../shared/page.js";
import { show, chosen } from "./form.js";
import { register } from "./register.js";

const choices = fetch("/ehr/choices.json").then((answer) => answer.json());

async function launch(event) {
  event.preventDefault();
  // A browser opens a tab only on a click, not later, when Keycloak has answered.
  const tab = window.open("about:blank", "_blank");
  if (tab) {
    tab.opener = null;
  }
  byId("launch").disabled = true;
  announce("idle", "Registering the launch context …");
  try {
    const form = chosen(await choices);
    const outcome = await register(form.request);
    showExchange(outcome);
    open(tab, outcome, form);
  } catch (failure) {
    tab?.close();
    announce("bad", "The app can’t be launched", failure.message);
  } finally {
    byId("launch").disabled = false;
  }
}

function open(tab, { url, lifetime }, { app, patient, user }) {
  const who = user.name ? `Sign in there as ${user.name}; the password is the same.` : "Anybody may sign in there.";
  if (tab) {
    tab.location.replace(url);
    announce("good", `${app.clientId} opens in a new tab for ${patient.name}`, who);
    return;
  }
  announce("warn", "The browser opened no new tab", `Open the app here, within ${lifetime} seconds. ${who} `);
  byId("status").append(element("a", { href: url, target: "_blank", rel: "noopener" }, `Open ${app.clientId}`));
}

function showExchange({ endpoint, sent, answer }) {
  byId("exchange-body").replaceChildren(
    element("p", {}, element("code", {}, `POST ${new URL(endpoint).pathname}`)),
    fold("The launch context", true, json(sent)),
    fold("Keycloak’s answer", true, json(answer)),
  );
  byId("exchange").hidden = false;
}

byId("ehr").addEventListener("submit", launch);
choices.then(show, () => announce("bad", "The demo does not answer", "Is it running?"));
showLinks();
