// SPDX-License-Identifier: Apache-2.0
//
// growth-chart after its launch: fhirclient in the browser.
import { report } from "/common.mjs";
import { run } from "/page.mjs";

// Keycloak wants the client_id with every request of a public client; fhirclient leaves it out unless told so.
FHIR.oauth2.settings.refreshTokenWithClientId = true;

let client;
await run(
  async () => {
    client = await FHIR.oauth2.ready();
    return report(client);
  },
  async () => {
    await client.refresh();
    return report(client);
  },
);
