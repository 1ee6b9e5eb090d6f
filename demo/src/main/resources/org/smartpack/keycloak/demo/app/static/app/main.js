// The app after the launch: takes the answer, shows the record, refreshes, logs out.

import { announce, byId, element, fail, Failure, offerBack } from "./page.js";
import { grant, hasLeft, keepGrant, leave, resume } from "./session.js";
import { logoutEndpoint, random, redeem, refresh } from "./smart.js";
import { show } from "./view.js";

const MEANINGS = {
  access_denied: "Access was refused: by you on one of Keycloak’s pages, or because the launch is not for you.",
  invalid_request: "The launch can’t be used: it was used before, has expired, or was made for another app.",
  invalid_scope: "The app may not have what it asked for.",
  interaction_required: "The user must sign in first.",
  temporarily_unavailable: "The server is busy. Launch the app again in a moment.",
};

async function start() {
  const query = new URLSearchParams(location.search);
  // Neither code nor state stays in the address or in the tab's history.
  history.replaceState(null, "", location.pathname);
  if (query.has("code") || query.has("error")) {
    keepGrant(await answered(query));
  } else if (query.has("state") && hasLeft(query.get("state"))) {
    announce("good", "You are logged out", "The app has forgotten the patient and its tokens.");
    offerBack();
    return;
  }
  const current = grant();
  if (current === null) {
    throw new Failure("Nothing is open in this tab", "An EHR opens the app for a patient, or you start it on its own.");
  }
  opened(await show(current));
}

function opened({ name, missing }) {
  if (!name) {
    announce("warn", "No patient’s record is open", "The app was given no patient.");
    return;
  }
  const detail = missing.length ? ` It was not allowed to see: ${missing.join(", ")}.` : "";
  announce("good", `The record of ${name} is open`, `The app sees this patient and nobody else.${detail}`);
}

/** Redeems the answer to this tab's own request (its state), given by the server that was asked (its iss). */
async function answered(query) {
  const pending = resume(query.get("state"));
  if (pending === null) {
    throw new Failure("That is not an answer to this app", "Nothing was asked for in this tab, or it was answered before.");
  }
  if (pending.issuer && query.get("iss") !== pending.issuer) {
    throw new Failure("That answer comes from another server", "It was not accepted.");
  }
  if (query.has("error")) {
    const error = query.get("error");
    const detail = [MEANINGS[error], query.get("error_description")].filter(Boolean).join(" The server says: ");
    throw new Failure(`No access: ${error}`, detail);
  }
  return redeem(pending, query.get("code"));
}

async function again() {
  const before = grant();
  byId("refresh").disabled = true;
  try {
    const after = await refresh(before);
    keepGrant(after);
    const { name } = await show(after);
    if (JSON.stringify(after.context) === JSON.stringify(before.context)) {
      announce("good", "Refreshed: the context is unchanged", `A new token, still for ${name || "no patient"}.`);
    } else {
      announce("bad", "Refreshed, but the context has changed", "That must never happen: close the app.");
    }
  } catch (failure) {
    fail(failure);
  } finally {
    byId("refresh").disabled = false;
  }
}

/** Logs out at the server too. A form, not an address, carries the id_token (RP-Initiated Logout 1.0, section 2). */
async function logout() {
  const { issuer, idToken } = grant();
  const state = random();
  const target = location.origin + location.pathname;
  const endpoint = idToken ? await logoutEndpoint({ issuer }).catch(() => "") : "";
  leave(state);
  if (!endpoint) {
    location.replace(`${target}?state=${state}`);
    return;
  }
  const parameters = { id_token_hint: idToken, post_logout_redirect_uri: target, state };
  const fields = Object.entries(parameters).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const form = element("form", { method: "post", action: endpoint, hidden: "" }, ...fields);
  document.body.append(form);
  form.submit();
}

byId("refresh").addEventListener("click", again);
byId("logout").addEventListener("click", () => logout().catch(fail));
start().catch(fail);
