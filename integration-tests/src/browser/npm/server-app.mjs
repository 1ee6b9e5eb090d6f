// SPDX-License-Identifier: Apache-2.0
//
// The page of web-app and signed-app: fhirclient, the tokens and the secrets are on the server.
import { run } from "/page.mjs";

async function ask(method) {
  const answer = await fetch(`/session/${location.pathname.split("/")[2]}`, { method });
  const report = await answer.json();
  if (report.error) {
    throw new Error(report.error);
  }
  return report;
}

await run(
  () => ask("GET"),
  () => ask("POST"),
);
