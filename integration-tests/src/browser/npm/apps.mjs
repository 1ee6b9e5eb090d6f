// SPDX-License-Identifier: Apache-2.0
//
// The SMART apps of FhirClientIT at http://127.0.0.1:9999: growth-chart runs fhirclient in the browser, web-app and
// signed-app run it here, as apps with a secret or a private key do. One server for all of them, because the three clients
// share a redirect URI.
//
//   node apps.mjs FHIR_BASE_URL FILE_OF_SIGNED_APPS_KEYS
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import smart from "fhirclient";
import { buildTokenRequest } from "fhirclient/lib/smart.js";
import { report, scopeFor } from "./common.mjs";

const PORT = 9999;
const [iss, keyFile] = process.argv.slice(2);
const keys = JSON.parse(readFileSync(keyFile, "utf8")).keys;

const file = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)));
const SCRIPTS = new Map([
  ["/fhir-client.js", file("node_modules/fhirclient/build/fhir-client.pure.min.js")],
  ...["common", "page", "launch", "browser-app", "server-app"].map((name) => [`/${name}.mjs`, file(`${name}.mjs`)]),
]);

const SERVER_APPS = {
  "web-app": () => ({ clientSecret: "web-app-secret" }),
  "signed-app": (query) => ({ clientPrivateJwk: { ...keys.find((key) => key.alg === query.get("alg")) } }),
};

// What the server keeps of each launch, by its state. fhirclient forgets a session's former launch when the next begins,
// so each launch has a storage of its own: otherwise a user could open one patient only.
const launches = new Map();

function newStorage() {
  const values = new Map();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => (values.set(key, value), value),
    unset: async (key) => values.delete(key),
  };
}

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
  response.end(body);
}

function page(response, script) {
  send(
    response,
    200,
    "text/html",
    `<!doctype html><html lang="en"><title>fhirclient</title><link rel="icon" href="data:,">
<script src="/fhir-client.js"></script><script type="module" src="/${script}.mjs"></script>
<output></output><button type="button">Refresh</button><pre></pre></html>`,
  );
}

const cookieOf = (request) => /(?:^|; )launcher=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];

// The browser that began a launch, and no other, goes on with it.
function launchOf(request, state) {
  const launch = launches.get(state);
  return launch && launch.cookie === cookieOf(request) ? launch : undefined;
}

async function begin(request, response, app, query) {
  const cookie = cookieOf(request) ?? randomUUID();
  const state = randomUUID();
  const launch = { app, cookie, storage: newStorage() };
  launches.set(state, launch);
  response.setHeader("set-cookie", `launcher=${cookie}; Path=/; HttpOnly; SameSite=Lax`);
  await smart(request, response, launch.storage).authorize({
    clientId: app,
    scope: scopeFor(query),
    redirectUri: "/callback",
    pkceMode: "required",
    stateKey: state,
    ...SERVER_APPS[app](query),
  });
}

async function callback(request, response, state) {
  const launch = launchOf(request, state);
  if (!launch) {
    page(response, "browser-app");
    return;
  }
  await smart(request, response, launch.storage)
    .ready()
    .catch((error) => (launch.error = error));
  response.writeHead(302, { location: `/opened/${state}` });
  response.end();
}

// fhirclient 2.6.3 signs the request with the code, but can't sign a refresh: its assertion is taken from the former.
async function signedRefresh(client) {
  const { body } = await buildTokenRequest(client.environment, {
    state: client.state,
    privateKey: { ...client.state.clientPrivateJwk },
  });
  const parameters = new URLSearchParams(body);
  ["code", "redirect_uri", "code_verifier"].forEach((name) => parameters.delete(name));
  parameters.set("grant_type", "refresh_token");
  parameters.set("refresh_token", client.state.tokenResponse.refresh_token);
  const answer = await fetch(client.state.tokenUri, { method: "POST", body: parameters });
  const tokens = await answer.json();
  if (!answer.ok) {
    throw new Error(JSON.stringify(tokens));
  }
  client.state.tokenResponse = { ...client.state.tokenResponse, ...tokens };
  await client.environment.getStorage().set(client.state.key, client.state);
}

async function session(request, response, state) {
  const launch = launchOf(request, state);
  try {
    if (!launch || launch.error) {
      throw launch?.error ?? new Error("no such launch");
    }
    const client = await smart(request, response, launch.storage).ready({ stateKey: state });
    if (request.method === "POST") {
      await (client.state.clientPrivateJwk ? signedRefresh(client) : client.refresh());
    }
    send(response, 200, "application/json", JSON.stringify(await report(client)));
  } catch (error) {
    send(response, 200, "application/json", JSON.stringify({ error: error.message }));
  }
}

async function answer(request, response) {
  const url = new URL(request.url, `http://127.0.0.1:${PORT}`);
  const [, place, name] = url.pathname.split("/");
  if (SCRIPTS.has(url.pathname)) {
    send(response, 200, "text/javascript", SCRIPTS.get(url.pathname));
  } else if (place === "launch" && url.searchParams.get("iss") !== iss) {
    send(response, 400, "text/plain", "unknown iss");
  } else if (place === "launch" && name === "growth-chart") {
    page(response, "launch");
  } else if (place === "launch" && Object.hasOwn(SERVER_APPS, name)) {
    await begin(request, response, name, url.searchParams);
  } else if (place === "callback") {
    await callback(request, response, url.searchParams.get("state"));
  } else if (place === "opened") {
    page(response, "server-app");
  } else if (place === "session") {
    await session(request, response, name);
  } else {
    send(response, 404, "text/plain", "no such page");
  }
}

createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error);
    response.destroy(error);
  });
})
  .on("error", (error) => {
    console.log(error.code === "EADDRINUSE" ? `Port ${PORT} is taken` : error.message);
    process.exit(1);
  })
  .listen(PORT, "127.0.0.1", () => console.log("Listening"));
