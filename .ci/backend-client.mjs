// What a backend service does, with nothing of the pack: signs an assertion with its key, fetches a token, reads
// laboratory observations from the FHIR server, and sees everything else refused. Ends with an error otherwise.
//
//   node .ci/backend-client.mjs KEYCLOAK_URL FHIR_BASE_URL

import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const [keycloak, fhir] = process.argv.slice(2);
const clientId = "bulk-client";
const keys = new URL(`../realm-export/demo-keys/${clientId}.jwks.json`, import.meta.url);
const jwk = JSON.parse(readFileSync(keys)).keys.find((key) => key.alg === "ES384");

function check(holds, what) {
  if (!holds) throw new Error(`Expected: ${what}`);
  console.log(`seen: ${what}`);
}

const discovery = await (await fetch(`${fhir}/.well-known/smart-configuration`)).json();
check(discovery.token_endpoint.startsWith(`${keycloak}/realms/smart/`), "discovery through the FHIR server");

function assertion() {
  const encode = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const signed = [
    encode({ alg: jwk.alg, typ: "JWT", kid: jwk.kid }),
    encode({
      iss: clientId,
      sub: clientId,
      aud: discovery.token_endpoint,
      iat: Math.floor(Date.now() / 1000),
      exp: Math.floor(Date.now() / 1000) + 240,
      jti: randomUUID(),
    }),
  ].join(".");
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return `${signed}.${sign("sha384", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

async function token(scope) {
  const response = await fetch(discovery.token_endpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion(),
    }),
  });
  return { status: response.status, ...(await response.json()) };
}

const laboratory = "system/Observation.rs?category=laboratory";
const granted = await token(laboratory);
check(granted.status === 200, `a token, answered ${granted.status} ${granted.error ?? ""}`);
check(granted.scope.split(" ").includes(laboratory), `scope ${laboratory} granted`);

async function read(path) {
  const response = await fetch(`${fhir}/${path}`, { headers: { authorization: `Bearer ${granted.access_token}` } });
  return { status: response.status, body: await response.text() };
}

const search = await read("Observation");
const found = search.status === 200 ? (JSON.parse(search.body).entry ?? []).map((entry) => entry.resource.id) : [];
check(found.includes("obs-lab-1"), `laboratory observations found, answered ${search.status}`);
check(!found.some((id) => id.startsWith("obs-vit-")), "no other observations among them");
check((await read("Observation/obs-vit-1")).status === 403, "403 for a vital-signs observation");
check((await read("Patient/pat-1")).status === 403, "403 for a patient");
check((await fetch(`${fhir}/Observation`)).status === 401, "401 without a token");

const refused = await token("system/Patient.d");
check(refused.status === 400 && refused.error === "invalid_scope", "invalid_scope for what isn't allowed");
