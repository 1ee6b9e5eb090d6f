// SPDX-License-Identifier: Apache-2.0
//
// A SMART app and a backend service with oauth4webapi: every request and answer by hand.
import * as oauth from "oauth4webapi";
import { privateKey, run, settings, visit } from "./task.mjs";

const { issuer, clientId, redirectUri, scope, fhir, launch } = settings;
const insecure = { [oauth.allowInsecureRequests]: true }; // plain http, on this machine only

const client = { client_id: clientId };
const authentication = oauth.PrivateKeyJwt(await privateKey());

async function discover() {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, insecure));
}

/** What the FHIR server tells of its authorization server. */
async function discoverSmart() {
  return oauth.processDiscoveryResponse(new URL(issuer), await fetch(`${fhir}/.well-known/smart-configuration`));
}

/** Asked at the endpoint of the SMART configuration. */
async function introspect(token) {
  const as = await discoverSmart();
  const response = await oauth.introspectionRequest(as, client, authentication, token, insecure);
  return oauth.processIntrospectionResponse(as, client, response);
}

async function backend() {
  const as = await discoverSmart();
  const response = await oauth.clientCredentialsGrantRequest(as, client, authentication, { scope }, insecure);
  const tokens = await oauth.processClientCredentialsResponse(as, client, response);
  return { tokens, introspection: await introspect(tokens.access_token) };
}

async function refusal() {
  try {
    await backend();
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) {
      return { status: error.status, error: error.error };
    }
    throw error;
  }
  throw new Error("not refused");
}

/** The authorization request in the URL. */
function plain(as, parameters) {
  const url = new URL(as.authorization_endpoint);
  url.search = parameters;
  return url;
}

/** The authorization request pushed, so that the URL holds a reference only. */
async function pushed(as, parameters) {
  const response = await oauth.pushedAuthorizationRequest(as, client, authentication, parameters, insecure);
  const { request_uri } = await oauth.processPushedAuthorizationResponse(as, client, response);
  return plain(as, new URLSearchParams({ client_id: clientId, request_uri }));
}

async function app(buildUrl) {
  const as = await discover();
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const expectedNonce = oauth.generateRandomNonce();
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope,
    state,
    nonce: expectedNonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    aud: fhir,
    launch,
  });
  const url = await buildUrl(as, parameters);
  const callback = await visit(url);
  const answer = oauth.validateAuthResponse(as, client, callback, state);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    answer,
    redirectUri,
    verifier,
    insecure,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, response, insecure);

  const refreshed = await oauth.processRefreshTokenResponse(
    as,
    client,
    await oauth.refreshTokenGrantRequest(as, client, authentication, tokens.refresh_token, insecure),
  );
  const introspection = await introspect(refreshed.access_token);
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(as, client, authentication, refreshed.refresh_token, insecure),
  );
  return {
    authorizationUrl: url,
    issExpected: as.authorization_response_iss_parameter_supported,
    iss: callback.searchParams.get("iss"),
    tokens,
    idToken: oauth.getValidatedIdTokenClaims(tokens),
    refreshed,
    introspection,
    afterRevocation: await introspect(refreshed.access_token),
  };
}

await run({ backend, refusal, app: () => app(plain), par: () => app(pushed) });
