// SPDX-License-Identifier: Apache-2.0
//
// The launch page of growth-chart. iss and launch are in its address, where fhirclient looks for them; without launch it
// asks for a standalone launch.
import { scopeFor } from "/common.mjs";

const query = new URLSearchParams(location.search);
const request = { clientId: "growth-chart", scope: scopeFor(query), redirectUri: "/callback", pkceMode: "required" };
const authorize = (more = {}) =>
  FHIR.oauth2
    .authorize({ ...request, ...more })
    .catch((error) => (document.querySelector("output").textContent = `Failed: ${error.message}`));

// With popup in the address the user signs in in a window of its own, which a browser opens on a click only.
if (query.has("popup")) {
  const button = document.querySelector("button");
  button.textContent = "Sign in";
  button.addEventListener("click", () => authorize({ target: "popup", completeInTarget: false }));
} else {
  authorize();
}
