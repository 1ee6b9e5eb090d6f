// SPDX-License-Identifier: Apache-2.0
//
// growth-chart after its launch: fhirclient in the browser.
import { report } from "/common.mjs";
import { run } from "/page.mjs";

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
