// The launch: from the EHR's address to the authorization request.

import { fail, Failure } from "./page.js";
import { begin } from "./session.js";
import { authorization, discover } from "./smart.js";

async function launch() {
  const query = new URLSearchParams(location.search);
  const [iss, handle] = [query.get("iss"), query.get("launch")];
  if (!iss || !handle) {
    throw new Failure("This app is opened from an EHR", "The address lacks iss or launch.");
  }
  const { clientId, servers } = await (await fetch("/app/config.json")).json();
  const configuration = await discover(iss, servers);
  if (!configuration.authorization_endpoint || !configuration.code_challenge_methods_supported?.includes("S256")) {
    throw new Failure("The FHIR server offers no sign-in for apps", "Its SMART configuration lacks what this app needs.");
  }
  const { url, pending } = await authorization(configuration, clientId, iss, handle);
  begin(pending);
  // Replaces the address with the handle, which works once, in the tab's history.
  location.replace(url);
}

launch().catch(fail);
