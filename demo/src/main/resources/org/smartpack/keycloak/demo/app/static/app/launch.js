// The launch: from the EHR's address, or from the user's own wish, to the authorization request.

import { fail, Failure } from "./page.js";
import { FOR_A_VISIT, IN_EHR, ON_ITS_OWN } from "./scopes.js";
import { begin } from "./session.js";
import { authorization, discover } from "./smart.js";

/** What the address says: an EHR opens the app with iss and launch; without launch the app is on its own. */
function asked(query, servers) {
  const [iss, launch] = [query.get("iss"), query.get("launch")];
  if (launch === null) {
    return {
      iss: iss ?? servers[0],
      scope: query.has("visit") ? FOR_A_VISIT : ON_ITS_OWN,
      login_hint: query.get("login_hint"),
    };
  }
  if (!iss || !launch) {
    throw new Failure("This app is opened from an EHR", "The address lacks iss or launch.");
  }
  return { iss, scope: IN_EHR, launch };
}

async function launch() {
  const query = new URLSearchParams(location.search);
  const { clientId, servers } = await (await fetch("/app/config.json")).json();
  const request = asked(query, servers);
  const configuration = await discover(request.iss, servers);
  if (!configuration.authorization_endpoint || !configuration.code_challenge_methods_supported?.includes("S256")) {
    throw new Failure("The FHIR server offers no sign-in for apps", "Its SMART configuration lacks what this app needs.");
  }
  if (!request.launch && !configuration.capabilities?.includes("launch-standalone")) {
    throw new Failure("The FHIR server opens apps from an EHR only", "Its SMART configuration lacks launch-standalone.");
  }
  const { url, pending } = await authorization(configuration, clientId, request);
  begin(pending);
  // Replaces the address with the handle, which works once, in the tab's history.
  location.replace(url);
}

launch().catch(fail);
