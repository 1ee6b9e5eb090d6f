// SPDX-License-Identifier: Apache-2.0
//
// A bulk export as bulk-data-client 1.2.1 asks for it, request by request, with the libraries that it uses: it isn't
// published on npm itself. The export server is a small one of this script; it asks Keycloak about each token.
import { createServer } from "node:http";
import got from "got";
import jsonwebtoken from "jsonwebtoken";
import jose from "node-jose";
import { privateJwk, run, settings } from "./task.mjs";

const { clientId, fhir, scope } = settings;

async function smartConfiguration() {
  return got(`${fhir}/.well-known/smart-configuration`, { responseType: "json" }).then((response) => response.body);
}

async function accessToken() {
  const { token_endpoint: tokenUrl } = await smartConfiguration();
  const privateKey = await jose.JWK.asKey(privateJwk(), "json");
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: tokenUrl,
    exp: Math.round(Date.now() / 1000) + 300,
    jti: jose.util.randomBytes(10).toString("hex"),
  };
  const assertion = jsonwebtoken.sign(claims, privateKey.toPEM(true), {
    algorithm: privateKey.alg,
    keyid: privateKey.kid,
  });
  const { body } = await got.post(tokenUrl, {
    responseType: "json",
    form: {
      scope,
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
    },
  });
  return body.access_token;
}

/** What the server learns of a request's token. */
async function introspect(request) {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization)?.[1];
  if (!token) {
    return { active: false };
  }
  const { introspection_endpoint: url } = await smartConfiguration();
  const credentials = { username: "fhir-server", password: "fhir-server-secret" };
  return got.post(url, { ...credentials, form: { token }, responseType: "json" }).then((response) => response.body);
}

async function answer(request, response, introspections) {
  const base = `http://${request.headers.host}`;
  const introspection = await introspect(request);
  introspections.push(introspection);
  if (!introspection.active || introspection.scope !== "system/*.rs") {
    response.writeHead(401).end();
  } else if (request.url === "/Patient/$export" && request.headers.prefer.startsWith("respond-async")) {
    response.writeHead(202, { "content-location": `${base}/status` }).end();
  } else if (request.url === "/status") {
    const output = [{ type: "Patient", url: `${base}/patients`, count: 1 }];
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ output, error: [] }));
  } else if (request.url === "/patients") {
    response.writeHead(200, { "content-type": "application/fhir+ndjson" });
    response.end('{"resourceType":"Patient","id":"pat-1"}\n');
  } else {
    response.writeHead(404).end();
  }
}

async function exportServer(introspections) {
  const server = createServer((request, response) => answer(request, response, introspections));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

async function backend() {
  const introspections = [];
  const base = await exportServer(introspections);
  const withoutToken = await got(`${base}/Patient/$export`, { throwHttpErrors: false });
  const headers = { authorization: `Bearer ${await accessToken()}` };
  const kickOff = await got(`${base}/Patient/$export`, {
    headers: { ...headers, accept: "application/fhir+json", prefer: "respond-async, handling=lenient" },
  });
  const status = await got(kickOff.headers["content-location"], { headers, responseType: "json" });
  const file = await got(status.body.output[0].url, { headers });
  return { withoutToken: withoutToken.statusCode, file: JSON.parse(file.body), introspections };
}

async function refusal() {
  try {
    await accessToken();
  } catch (error) {
    if (error instanceof got.HTTPError) {
      return { status: error.response.statusCode, error: error.response.body.error };
    }
    throw error;
  }
  throw new Error("not refused");
}

await run({ backend, refusal });
