// SPDX-License-Identifier: Apache-2.0
//
// A confidential SMART app on a server with fhirclient: a standalone launch, signed with a private key.
import { createServer } from "node:http";
import smart from "fhirclient";
import { privateJwk, run, settings, visit } from "./task.mjs";

const { fhir, clientId, redirectUri, scope } = settings;
const home = new URL("/", redirectUri);

/** One user's launch: its state is kept here, as a session of a web framework would. */
function newStorage() {
  const values = new Map();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => (values.set(key, value), value),
    unset: async (key) => values.delete(key),
  };
}

/** Answers the client that fhirclient makes at the redirect URI. */
async function launch() {
  const storage = newStorage();
  const opened = new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const api = smart(request, response, storage);
      if (request.url.startsWith("/launch")) {
        api
          .authorize({
            iss: fhir,
            clientId,
            scope,
            redirectUri,
            clientPrivateJwk: privateJwk(),
            pkceMode: "required",
          })
          .catch(reject);
      } else {
        api
          .ready()
          .then(resolve, reject)
          .finally(() => response.writeHead(302, { location: new URL("/opened?app=open", home) }).end());
      }
    });
    server.on("error", reject).listen(home.port, home.hostname, () => visit(new URL("/launch", home)));
  });
  return opened;
}

async function app() {
  const client = await launch();
  return {
    tokens: client.state.tokenResponse,
    patientId: client.getPatientId(),
    fhirUser: client.getFhirUser(),
    patient: await client.patient.read(),
    observations: await client.request("Observation", { flat: true }),
  };
}

async function refusal() {
  try {
    await launch();
  } catch (error) {
    return { status: error.statusCode, message: error.message };
  }
  throw new Error("not refused");
}

await run({ app, refusal });
