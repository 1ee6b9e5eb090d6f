// SPDX-License-Identifier: Apache-2.0
//
// IHE IUA: openid-client gets the tokens (ITI-71), jose checks them as a resource server does (ITI-72).
import * as client from "openid-client";
import { SignJWT, createRemoteJWKSet, exportSPKI, generateKeyPair, importJWK, jwtVerify } from "jose";
import { run, settings, visit } from "./task.mjs";

const { issuer, fhir, clientId, secret, redirectUri, scope, launch } = settings;

async function discover(id = clientId, password = secret) {
  return client.discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(password), {
    execute: [client.allowInsecureRequests], // plain http, on this machine only
  });
}

const keys = (config) => createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));

/** What IUA wants of every token. `audience` is this resource server, `issuer` the realm. */
const required = {
  issuer,
  audience: fhir,
  algorithms: ["RS256"],
  requiredClaims: ["iss", "sub", "client_id", "aud", "jti", "exp", "iat", "scope"],
};

async function verify(token, key, options = {}) {
  const { payload, protectedHeader } = await jwtVerify(token, key, { ...required, ...options });
  const { ihe_iua, ihe_bppc } = payload.extensions ?? {};
  if (ihe_iua === undefined && ihe_bppc === undefined) {
    throw new Error("no extensions");
  }
  return { claims: payload, header: protectedHeader, types: types(payload) };
}

function types(claims) {
  const type = (value) => (Array.isArray(value) ? `array of ${typeof value[0]}` : typeof value);
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, type(value)]));
}

async function read(token) {
  return (await fetch(`${fhir}/Patient/pat-1`, { headers: { authorization: `Bearer ${token}` } })).status;
}

async function ownToken(config) {
  return client.clientCredentialsGrant(config, { scope, resource: fhir });
}

async function service() {
  const config = await discover();
  const tokens = await ownToken(config);
  return { ...(await verify(tokens.access_token, keys(config))), read: await read(tokens.access_token) };
}

async function app() {
  const config = await discover();
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    resource: fhir,
    aud: fhir,
    launch,
  });
  const callback = await visit(url);
  const tokens = await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
  return {
    ...(await verify(tokens.access_token, keys(config))),
    refreshed: (await verify(refreshed.access_token, keys(config))).claims,
    read: await read(tokens.access_token),
  };
}

/** The error's code, with the claim that it is about. */
async function failure(token, key, options) {
  try {
    await verify(token, key, options);
  } catch (error) {
    if (error.code) {
      return error.claim ? `${error.code} ${error.claim}` : error.code;
    }
    throw error;
  }
  throw new Error("not refused");
}

async function introspection() {
  const config = await discover(settings.server, settings.serverSecret);
  return (token) => client.tokenIntrospection(config, token);
}

/** With HS256 the resource server has the secret from the administrator; the published keys don't have it. */
async function hmac() {
  const config = await discover();
  const { access_token: token } = await ownToken(config);
  const shared = Buffer.from(settings.shared, "base64url");
  const algorithms = ["HS256"];
  return {
    ...(await verify(token, shared, { algorithms })),
    otherSecret: await failure(token, Buffer.alloc(64, 1), { algorithms }),
    publishedKeys: await failure(token, keys(config)),
    introspection: await (await introspection())(token),
  };
}

/** The parts of a compact token; `change` may alter the claims. */
function unsigned(token, header, change = (claims) => claims) {
  const encode = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const claims = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  return `${encode(header)}.${encode(change(claims))}`;
}

async function bad() {
  const config = await discover();
  const { access_token: good } = await ownToken(config);
  const published = keys(config);
  const { claims, header } = await verify(good, published);
  const jwks = await (await fetch(config.serverMetadata().jwks_uri)).json();
  const publicKey = await importJWK({ ...jwks.keys.find(({ kid }) => kid === header.kid), alg: "RS256" }, "RS256", {
    extractable: true,
  });
  const foreign = await generateKeyPair("RS256");
  const signature = good.split(".")[2];
  const tokens = {
    altered: `${unsigned(good, header, (all) => ({ ...all, sub: "somebody" }))}.${signature}`,
    none: `${unsigned(good, { ...header, alg: "none" })}.`,
    publicKeyAsSecret: await new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: "HS256" })
      .sign(new TextEncoder().encode(await exportSPKI(publicKey))),
    foreignKey: await new SignJWT(claims).setProtectedHeader(header).sign(foreign.privateKey),
  };
  const errors = {
    wrongAudience: await failure(good, published, { audience: `${fhir}/other` }),
    wrongIssuer: await failure(good, published, { issuer: `${issuer}x` }),
    expired: await failure(good, published, { currentDate: new Date(claims.exp * 1000) }),
  };
  const introspect = await introspection();
  const statuses = { good: await read(good) };
  const active = { good: (await introspect(good)).active };
  for (const [name, token] of Object.entries(tokens)) {
    errors[name] = await failure(token, published);
    statuses[name] = await read(token);
    active[name] = (await introspect(token)).active;
  }
  return { errors, statuses, active };
}

await run({ service, app, hmac, bad });
