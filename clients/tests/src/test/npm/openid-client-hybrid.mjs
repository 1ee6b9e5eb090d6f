// SPDX-License-Identifier: Apache-2.0
//
// `code id_token` with openid-client: the library checks the detached signature (nonce, c_hash, s_hash) before it
// redeems the code. Then the same with tokens that are bound to a key (DPoP), and plain `code`.
import * as client from "openid-client";
import { privateKey, run, settings, visit } from "./task.mjs";

const { issuer, fhir, clientId, redirectUri, scope, launch } = settings;

async function discover() {
  return client.discovery(new URL(issuer), clientId, undefined, client.PrivateKeyJwt(await privateKey()), {
    execute: [client.allowInsecureRequests], // plain http, on this machine only
  });
}

/** Has the library ask for code id_token, and check the ID token in the answer as a detached signature. */
function detached(config) {
  client.useCodeIdTokenResponseType(config);
  client.enableDetachedSignatureResponseChecks(config);
}

/** From the request to the tokens; `change` may spoil the answer of the authorization endpoint. */
async function authorize(config, DPoP, change = (url) => url) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    aud: fhir,
    launch,
  });
  const callback = change(await visit(url));
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  const tokens = await client.authorizationCodeGrant(config, callback, checks, undefined, { DPoP });
  return { authorizationUrl: url, callback, tokens, idToken: tokens.claims() };
}

async function hybrid() {
  const config = await discover();
  detached(config);
  const done = await authorize(config);
  const answer = new URLSearchParams(done.callback.hash.slice(1));
  const refreshed = await client.refreshTokenGrant(config, done.tokens.refresh_token);
  return {
    ...done,
    names: [...answer.keys()],
    detached: JSON.parse(Buffer.from(answer.get("id_token").split(".")[1], "base64url")),
    refreshed,
  };
}

/** Another code in the answer: its hash isn't in the signature. */
async function injected() {
  const config = await discover();
  detached(config);
  try {
    await authorize(config, undefined, (url) => {
      const answer = new URLSearchParams(url.hash.slice(1));
      answer.set("code", `${answer.get("code")}x`);
      url.hash = answer.toString();
      return url;
    });
  } catch (error) {
    return { name: error.name, code: error.code, cause: String(error.cause?.message ?? error.message) };
  }
  throw new Error("not noticed");
}

/** Plain code, where it may be refused. */
async function code() {
  try {
    return await authorize(await discover());
  } catch (error) {
    if (error instanceof client.AuthorizationResponseError) {
      return { error: error.error, description: error.error_description };
    }
    throw error;
  }
}

async function dpop() {
  const config = await discover();
  detached(config);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
  const done = await authorize(config, DPoP);
  const patient = new URL(`${fhir}/Patient/${done.tokens.patient}`);
  const read = async (token, options) =>
    (await client.fetchProtectedResource(config, token, patient, "GET", undefined, undefined, options)).status;
  const refreshed = await client.refreshTokenGrant(config, done.tokens.refresh_token, undefined, { DPoP });
  return {
    ...done,
    bound: await read(done.tokens.access_token, { DPoP }),
    boundAgain: await read(refreshed.access_token, { DPoP }),
    asBearer: (await fetch(patient, { headers: { authorization: `Bearer ${done.tokens.access_token}` } })).status,
    otherKey: await read(done.tokens.access_token, {
      DPoP: client.getDPoPHandle(config, await client.randomDPoPKeyPair()),
    }).catch((error) => error.status ?? error.response?.status ?? String(error)),
    refreshed,
  };
}

/** A client that must use DPoP and doesn't. */
async function unbound() {
  const config = await discover();
  detached(config);
  try {
    await authorize(config);
  } catch (error) {
    if (error instanceof client.ResponseBodyError) {
      return { status: error.status, error: error.error, description: error.error_description };
    }
    throw error;
  }
  throw new Error("not refused");
}

await run({ hybrid, injected, code, dpop, unbound });
