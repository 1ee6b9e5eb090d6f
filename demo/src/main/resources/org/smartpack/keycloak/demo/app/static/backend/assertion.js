// The client assertion of SMART Backend Services, signed with WebCrypto.

import { bytesOf, decodeBytes, encode } from "../shared/encoding.js";

const ALGORITHMS = {
  RS384: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-384" },
  ES384: { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" },
};

/** SMART allows five minutes; a little less leaves room for clocks that differ. */
const LIFE_SECONDS = 240;

/** Answers header, payload and the compact JWT. */
export async function signAssertion(client, tokenUrl, alg) {
  const jwk = await demoKey(client, alg);
  const key = await crypto.subtle.importKey("jwk", jwk, ALGORITHMS[alg], false, ["sign"]);
  const header = { alg, typ: "JWT", kid: jwk.kid };
  const payload = {
    iss: client,
    sub: client,
    aud: tokenUrl,
    exp: Math.floor(Date.now() / 1000) + LIFE_SECONDS,
    jti: crypto.randomUUID(),
  };
  const input = `${encodeJson(header)}.${encodeJson(payload)}`;
  const signature = await crypto.subtle.sign(ALGORITHMS[alg], key, bytesOf(input));
  return { header, payload, jwt: `${input}.${encode(new Uint8Array(signature))}` };
}

async function demoKey(client, alg) {
  const answer = await fetch(`/demo-only/private-keys/${client}.json`);
  const { keys } = await answer.json();
  return keys.find((key) => key.alg === alg);
}

const encodeJson = (value) => encode(bytesOf(JSON.stringify(value)));

/** Header and payload of a JWT, for looking at only. */
export function decode(jwt) {
  return jwt.split(".").slice(0, 2).map((part) => JSON.parse(new TextDecoder().decode(decodeBytes(part))));
}
