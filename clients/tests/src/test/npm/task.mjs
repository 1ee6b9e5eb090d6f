// SPDX-License-Identifier: Apache-2.0
//
// What the scripts share. Each is started as
//
//   node SCRIPT TASK SETTINGS
//
// with settings in JSON, and writes lines of JSON: {"visit": URL} asks for a user's visit to a page, and is answered by
// a line with the address at which the visit ended; {"result": ...} is what the task came to. A refusal that the
// library reports is a result too. Anything else that goes wrong ends the process with code 1.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [task, json] = process.argv.slice(2);

/**
 * issuer, fhir: the realm's issuer and the FHIR server's base URL. clientId, redirectUri, scope: the client's.
 * keys, alg: the file with its private keys, a JWKS, and the algorithm of the one to use.
 * launch: the value that an EHR handed out.
 */
export const settings = JSON.parse(json);

/** The private key to use, a JWK. */
export function privateJwk() {
  const { keys } = JSON.parse(readFileSync(settings.keys, "utf8"));
  return keys.find((key) => key.alg === settings.alg);
}

/** The same for libraries that take a CryptoKey. */
export async function privateKey() {
  const { kid, ...jwk } = privateJwk();
  const algorithm =
    jwk.kty === "EC"
      ? { name: "ECDSA", namedCurve: jwk.crv }
      : { name: "RSASSA-PKCS1-v1_5", hash: `SHA-${jwk.alg.slice(2)}` };
  return { kid, key: await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["sign"]) };
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const write = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** A user's visit; answers where it ended, the redirect URI with its parameters for instance. */
export async function visit(url) {
  write({ visit: String(url) });
  return new URL((await lines.next()).value);
}

/** Runs the task that was asked for. */
export async function run(tasks) {
  try {
    write({ result: await tasks[task]() });
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
