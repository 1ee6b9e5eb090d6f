// DPoP (RFC 9449): a key of this page, and proofs that it is here. The private key can't leave the browser.

import { bytesOf, encode, hash } from "../shared/encoding.js";

const ES256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

export const newKey = () => crypto.subtle.generateKey(ES256, false, ["sign"]);

/** A proof for one request; with the hash of the token, where one is presented. */
export async function proof(key, method, url, token) {
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", key.publicKey);
  const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
  const payload = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: url.split(/[?#]/)[0],
    iat: Math.floor(Date.now() / 1000),
    ...(token && { ath: encode(await hash("SHA-256", token)) }),
  };
  const input = [header, payload].map((part) => encode(bytesOf(JSON.stringify(part)))).join(".");
  return `${input}.${encode(new Uint8Array(await crypto.subtle.sign(ES256, key.privateKey, bytesOf(input))))}`;
}

/** The headers that present a bound token, by method and address. */
export const bound = (key, token) => async (method, url) => ({
  Authorization: `DPoP ${token}`,
  DPoP: await proof(key, method, url, token),
});
