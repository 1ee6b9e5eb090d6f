// The id_token. It comes straight from the token endpoint, so its claims are checked and its signature need not be
// (OpenID Connect Core 3.1.3.7, 6).

import { Failure } from "./page.js";

/** The claims of an id_token that was made by this issuer, for this app, now, and as an answer to this request. */
export function checked(idToken, { issuer, clientId, nonce }) {
  const claims = decode(idToken);
  const isForUs = [claims.aud].flat().includes(clientId);
  const isFresh = claims.exp * 1000 > Date.now();
  if ((issuer && claims.iss !== issuer) || !isForUs || !isFresh || (nonce && claims.nonce !== nonce)) {
    throw new Failure("The answer names a user, but not for this app", "The id_token was not accepted.");
  }
  return claims;
}

function decode(jwt) {
  try {
    const binary = atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
  } catch {
    throw new Failure("The answer names no user", "The id_token can’t be read.");
  }
}
