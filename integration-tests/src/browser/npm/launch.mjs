// SPDX-License-Identifier: Apache-2.0
//
// The launch page of growth-chart. iss and launch are in its address, where fhirclient looks for them; without launch it
// asks for a standalone launch.
import { scopeFor } from "/common.mjs";

const scope = scopeFor(new URLSearchParams(location.search));
FHIR.oauth2
  .authorize({ clientId: "growth-chart", scope, redirectUri: "/callback", pkceMode: "required" })
  .catch((error) => (document.querySelector("output").textContent = `Failed: ${error.message}`));
