// SPDX-License-Identifier: Apache-2.0
//
// The launch page of growth-chart. iss and launch are in its address, where fhirclient looks for them.
import { SCOPE } from "/common.mjs";

FHIR.oauth2
  .authorize({ clientId: "growth-chart", scope: SCOPE, redirectUri: "/callback", pkceMode: "required" })
  .catch((error) => (document.querySelector("output").textContent = `Failed: ${error.message}`));
