// What an app checks of ID tokens (OpenID Connect Core, sections 3.1.3.7, 3.3.2.11 and 3.3.2.12), with WebCrypto.

import { decode } from "../backend/assertion.js";
import { bytesOf, decodeBytes, encode, hash } from "../shared/encoding.js";

const FAMILIES = { RS: "RSASSA-PKCS1-v1_5", PS: "RSA-PSS", ES: "ECDSA" };
const CURVES = { 256: "P-256", 384: "P-384", 512: "P-521" };

/** Claims that a detached signature may have: none of them says who the user is. */
const DETACHED = [
  "iss", "aud", "azp", "sub", "sid", "nonce", "exp", "iat", "auth_time", "jti", "typ", "acr", "c_hash", "s_hash",
];

async function isSigned(jwt, header, keys) {
  const jwk = keys.find(({ kid }) => kid === header.kid);
  const name = FAMILIES[header.alg?.slice(0, 2)];
  if (!jwk || !name) {
    return false;
  }
  const bits = header.alg.slice(2);
  const algorithm = { name, hash: `SHA-${bits}`, namedCurve: CURVES[bits], saltLength: bits / 8 };
  const { kty, n, e, crv, x, y } = jwk;
  const key = await crypto.subtle.importKey("jwk", { kty, n, e, crv, x, y }, algorithm, false, ["verify"]);
  const dot = jwt.lastIndexOf(".");
  return crypto.subtle.verify(algorithm, key, decodeBytes(jwt.slice(dot + 1)), bytesOf(jwt.slice(0, dot)));
}

/** The left half of a text's hash, by the algorithm with which the token is signed. */
async function half(alg, value) {
  const bytes = await hash(`SHA-${alg.slice(2)}`, value);
  return encode(bytes.slice(0, bytes.length / 2));
}

const check = (what, holds, seen) => ({ what, holds: Boolean(holds), seen });

async function common(jwt, { issuer, client, nonce, keys }) {
  const [header, claims] = decode(jwt);
  const now = Date.now() / 1000;
  const checks = [
    check("Signature, by a key of the realm", await isSigned(jwt, header, keys), `${header.alg}, key ${header.kid}`),
    check("Issuer", claims.iss === issuer, claims.iss),
    check("Audience", [claims.aud].flat().join() === client, [claims.aud].flat().join(", ")),
    check("Not expired", claims.exp > now, `for ${Math.round(claims.exp - now)} seconds more`),
    check("nonce is the one that was sent", claims.nonce === nonce, claims.nonce ?? "none"),
  ];
  return { header, claims, checks };
}

/** The ID token of the redirect, a signature over code and state. */
export async function checkRedirect(jwt, expected, { code, state }) {
  const { header, claims, checks } = await common(jwt, expected);
  const more = Object.keys(claims).filter((name) => !DETACHED.includes(name));
  return {
    header,
    claims,
    checks: [
      ...checks,
      check("c_hash fits the code", claims.c_hash === (await half(header.alg, code)), claims.c_hash ?? "none"),
      check("s_hash fits state", claims.s_hash === (await half(header.alg, state)), claims.s_hash ?? "none"),
      check("No personal data", more.length === 0, more.join(", ") || "nothing but what a signature needs"),
    ],
  };
}

/** The ID token that came with the access token; the subject is that of the redirect, where there was one. */
export async function checkFinal(jwt, expected, accessToken, subject) {
  const { header, claims, checks } = await common(jwt, expected);
  checks.push(check("at_hash fits the access token", claims.at_hash === (await half(header.alg, accessToken)),
    claims.at_hash ?? "none"));
  if (subject) {
    checks.push(check("The same user as in the redirect", claims.sub === subject, claims.sub));
  }
  return { header, claims, checks };
}
