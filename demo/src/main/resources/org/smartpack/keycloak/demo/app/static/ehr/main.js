// The EHR: what can be chosen, and the launch of an app.

import { copyButton } from "../shared/copy.js";
import { showLinks } from "../shared/links.js";
import { announce, byId, element, fold, json } from "../shared/page.js";
import { show, chosen } from "./form.js";
import { closeInside, showInside } from "./frame.js";
import { register } from "./register.js";
import { address, apply } from "./set-up.js";

const choices = fetch("/ehr/choices.json").then(async (answer) => {
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.error);
  }
  return body;
});

async function launch(event) {
  event.preventDefault();
  // A browser opens a tab only on a click, not later, when Keycloak has answered.
  const tab = byId("inside").checked ? null : window.open("about:blank", "_blank");
  if (tab) {
    tab.opener = null;
  }
  closeInside();
  byId("launch").disabled = true;
  announce("idle", "Registering the launch context …");
  try {
    const form = chosen(await choices);
    const outcome = await register(form);
    showExchange(outcome);
    if (form.trouble === "expired") {
      await expiry(outcome.lifetime);
    }
    open(tab, outcome, form);
  } catch (failure) {
    tab?.close();
    announce("bad", "The app can’t be launched", failure.message);
  } finally {
    byId("launch").disabled = false;
  }
}

/** Waits until the launch has expired, for certain. */
async function expiry(seconds) {
  announce("idle", `The launch is left to expire: the app opens in ${seconds + 2} seconds`, "Leave its empty tab open, if it has one.");
  await new Promise((resolve) => setTimeout(resolve, (seconds + 2) * 1000));
}

/** What the user of this page does next, and what comes of it. */
function next({ trouble, signsIn, user }) {
  const who = signsIn.name ? `Sign in there as ${signsIn.name}; the password is the same.` : "Anybody may sign in there.";
  const outcomes = {
    patient: "An app that asks for a patient gets none: access_denied.",
    user: `The launch is for ${user.name}, so it is refused.`,
    expired: "The launch has expired: invalid_request.",
    handle: "Nobody registered the launch: invalid_request.",
  };
  return [who, outcomes[trouble]].filter(Boolean).join(" ");
}

function open(tab, { url, lifetime }, form) {
  const { app, patient, trouble, inside } = form;
  const whom = trouble === "patient" ? "nobody" : patient.name;
  if (inside) {
    showInside(url, app.clientId);
    announce(trouble ? "warn" : "good", `${app.clientId} opens inside the EHR for ${whom}`, next(form));
    return;
  }
  if (tab) {
    tab.location.replace(url);
    announce(trouble ? "warn" : "good", `${app.clientId} opens in a new tab for ${whom}`, next(form));
    return;
  }
  announce("warn", "The browser opened no new tab", `Open the app here, within ${lifetime} seconds. ${next(form)} `);
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

function shareable(known) {
  show(known);
  apply();
  byId("share").append(copyButton("Copy a link to this set-up", address));
}

byId("ehr").addEventListener("submit", launch);
choices.then(shareable).catch((failure) => announce("bad", failure.message, "Is the demo running?"));
showLinks();
