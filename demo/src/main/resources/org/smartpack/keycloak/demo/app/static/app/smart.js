// SMART App Launch 2.2: discovery, the authorization request, the token requests.

import { Failure } from "./page.js";
import { checked } from "./identity.js";

const REDIRECT = "/app/index.html";

/** What a token response holds besides the launch context. */
const PROTOCOL = new Set([
  "access_token", "token_type", "expires_in", "scope", "id_token", "refresh_token", "refresh_expires_in",
  "session_state", "not-before-policy",
]);

async function read(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      return await answer.json();
    }
  } catch {
    // Said below: what a browser knows of the reason, it keeps to itself.
  }
  throw new Failure("The FHIR server can’t be asked how to sign in", `No answer from ${url}`);
}

/** The FHIR server's SMART configuration. An app trusts the servers of its registration only. */
export async function discover(iss, servers) {
  const base = iss.replace(/\/$/, "");
  if (!servers.includes(base)) {
    throw new Failure("This app does not know that FHIR server", iss);
  }
  return read(`${base}/.well-known/smart-configuration`);
}

/** The address to send the user to, and what has to be remembered until the answer comes. */
export async function authorization(configuration, clientId, { iss, scope, launch, login_hint }) {
  const pending = {
    iss,
    clientId,
    asked: scope,
    onItsOwn: !launch,
    issuer: configuration.issuer,
    tokenEndpoint: configuration.token_endpoint,
    redirectUri: location.origin + REDIRECT,
    state: random(),
    nonce: random(),
    verifier: random(),
  };
  const url = new URL(configuration.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: pending.redirectUri,
    scope,
    ...(launch && { launch }),
    ...(login_hint && { login_hint }),
    aud: iss,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challenge(pending.verifier),
    code_challenge_method: "S256",
  };
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value));
  return { url: url.href, pending };
}

/** Exchanges the code. */
export async function redeem(pending, code) {
  const { clientId, redirectUri, verifier } = pending;
  const answer = await ask(pending.tokenEndpoint, {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    client_id: clientId,
    code_verifier: verifier,
  });
  return granted(pending, answer, pending.nonce);
}

/** New tokens for the same grant. */
export async function refresh(grant) {
  const answer = await ask(grant.tokenEndpoint, {
    grant_type: "refresh_token",
    refresh_token: grant.refreshToken,
    client_id: grant.clientId,
  });
  return granted(grant, answer);
}

/** The grant as it is after an answer; what the answer doesn't say anew stays as it was. */
function granted(before, answer, nonce) {
  const { iss, issuer, clientId, tokenEndpoint, asked, onItsOwn } = before;
  return {
    iss,
    issuer,
    clientId,
    tokenEndpoint,
    asked,
    onItsOwn,
    scope: answer.scope,
    seconds: answer.expires_in,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? before.refreshToken,
    idToken: answer.id_token ?? before.idToken,
    user: answer.id_token ? checked(answer.id_token, { issuer, clientId, nonce }) : (before.user ?? {}),
    context: Object.fromEntries(Object.entries(answer).filter(([name]) => !PROTOCOL.has(name)).sort()),
  };
}

async function ask(endpoint, parameters) {
  let answer;
  let body;
  try {
    answer = await fetch(endpoint, { method: "POST", body: new URLSearchParams(parameters) });
    body = await answer.json();
  } catch {
    throw new Failure("The authorization server does not answer", endpoint);
  }
  if (!answer.ok) {
    throw new Failure(`No token: ${body.error}`, body.error_description);
  }
  return body;
}

/** Where to log out; empty for a server without OpenID Connect. */
export async function logoutEndpoint({ issuer }) {
  return issuer ? (await read(`${issuer}/.well-known/openid-configuration`)).end_session_endpoint : "";
}

/** 256 bits. */
export const random = () => encode(crypto.getRandomValues(new Uint8Array(32)));

async function challenge(verifier) {
  if (!globalThis.crypto?.subtle) {
    throw new Failure("This browser can’t sign in here", "Open the app over https or at 127.0.0.1.");
  }
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

const encode = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
