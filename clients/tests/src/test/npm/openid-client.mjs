// SPDX-License-Identifier: Apache-2.0
//
// A SMART app and a backend service with openid-client.
import * as client from "openid-client";
import { privateKey, run, settings, visit } from "./task.mjs";

const { issuer, fhir, clientId, redirectUri, scope, launch } = settings;

async function discover(server) {
  return client.discovery(
    new URL(server),
    clientId,
    undefined,
    client.PrivateKeyJwt(await privateKey()),
    { execute: [client.allowInsecureRequests] }, // plain http, on this machine only
  );
}

const smartConfiguration = `${fhir}/.well-known/smart-configuration`;

/** Asked at the endpoint of the SMART configuration. */
async function introspect(token) {
  return client.tokenIntrospection(await discover(smartConfiguration), token);
}

/** A token of the service's own; the server is found through the FHIR server. */
async function backend() {
  const config = await discover(smartConfiguration);
  const tokens = await client.clientCredentialsGrant(config, { scope });
  return { tokens, introspection: await introspect(tokens.access_token) };
}

async function refusal() {
  try {
    await backend();
  } catch (error) {
    if (error instanceof client.ResponseBodyError) {
      return { status: error.status, error: error.error };
    }
    throw error;
  }
  throw new Error("not refused");
}

/** From the authorization request to the end of the grant; `buildUrl` is one of the library's two functions for it. */
async function app(buildUrl) {
  const config = await discover(issuer);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const url = await buildUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    aud: fhir,
    launch,
  });
  const callback = await visit(url);
  const tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier,
    expectedState,
    expectedNonce,
    idTokenExpected: true,
  });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  const introspection = await introspect(refreshed.access_token);
  await client.tokenRevocation(config, refreshed.refresh_token);
  return {
    authorizationUrl: url,
    issExpected: config.serverMetadata().authorization_response_iss_parameter_supported,
    iss: callback.searchParams.get("iss"),
    tokens,
    idToken: tokens.claims(),
    refreshed,
    introspection,
    afterRevocation: await introspect(refreshed.access_token),
  };
}

await run({
  backend,
  refusal,
  app: () => app(client.buildAuthorizationUrl),
  par: () => app(client.buildAuthorizationUrlWithPAR),
});
