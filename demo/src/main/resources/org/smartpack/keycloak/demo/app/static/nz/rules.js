// The clients of the New Zealand realm, the rules of their classes, and how each rule can be broken here.

/** What an app of the realm asks for when it obeys. */
export const CLIENTS = {
  "public-spa": { level: "PUBLIC", responseType: "code", scope: "openid fhirUser user/*.rs" },
  "provider-portal": {
    level: "IN-CONFIDENCE",
    responseType: "code id_token",
    scope: "openid fhirUser user/*.rs online_access",
  },
  "sensitive-portal": {
    level: "SENSITIVE",
    responseType: "code id_token",
    scope: "openid launch/patient patient/*.rs",
    bound: true,
  },
  "system-feed": { level: "IN-CONFIDENCE", scope: "system/*.rs", system: true },
};

const PUBLIC = ["public-spa"];
const SENSITIVE = ["sensitive-portal"];
const HYBRID = ["provider-portal", "sensitive-portal"];
const APPS = [...PUBLIC, ...HYBRID];
const SYSTEM = ["system-feed"];
const CONFIDENTIAL = [...HYBRID, ...SYSTEM];
const EVERYBODY = [...APPS, ...SYSTEM];

/** A request without these parameters. */
const without = (...names) => Object.fromEntries(names.map((name) => [name, ""]));

/**
 * A try has one of these: `request`, parameters of the authorization request (empty: not sent); `redeem`, what goes
 * wrong after the login; `settings`, what the client is saved with.
 */
const RULES = [
  {
    ids: ["NZ-75"],
    text: "The response type is code.",
    clients: PUBLIC,
    tries: [{ label: "Ask for code id_token", request: { response_type: "code id_token" } }],
  },
  {
    ids: ["NZ-78"],
    text: "The response type is code id_token.",
    clients: HYBRID,
    tries: [{ label: "Ask for code alone", request: { response_type: "code" } }],
  },
  {
    ids: ["NZ-77"],
    text: "No access token travels through the browser.",
    clients: HYBRID,
    tries: [{ label: "Ask for code id_token token", request: { response_type: "code id_token token" } }],
  },
  {
    ids: ["NZ-30"],
    text: "Every request has a state and a nonce.",
    clients: APPS,
    tries: [
      { label: "Leave out state", request: without("state") },
      { label: "Leave out nonce", request: without("nonce") },
    ],
  },
  {
    ids: ["NZ-50", "NZ-51", "NZ-74"],
    text: "OpenID Connect: every request asks for openid.",
    clients: APPS,
    tries: [{ label: "Leave out openid", request: { scope: "user/*.rs" } }],
  },
  {
    ids: ["NZ-22", "NZ-28", "NZ-87"],
    text: "PKCE with S256.",
    clients: APPS,
    tries: [
      { label: "Leave out PKCE", request: without("code_challenge", "code_challenge_method") },
      { label: "Save with PKCE “plain”", settings: "plain-pkce" },
    ],
  },
  {
    ids: ["NZ-88"],
    text: "The code is worth nothing without its verifier.",
    clients: APPS,
    tries: [{ label: "Send another verifier", redeem: "verifier" }],
  },
  {
    ids: ["NZ-54", "NZ-55"],
    text: "The app checks the ID token of the redirect, with its hashes of code and state.",
    clients: HYBRID,
    tries: [{ label: "Slip in another code", redeem: "code" }],
  },
  {
    ids: ["NZ-8", "NZ-57"],
    text: "The ID token of the redirect is a detached signature, without personal data.",
    clients: HYBRID,
    tries: [{ label: "Save without detached signature", settings: "not-detached" }],
  },
  {
    ids: ["NZ-25"],
    text: "Tokens are bound to a key of the app (DPoP) or to its certificate.",
    clients: SENSITIVE,
    tries: [{ label: "Leave out the DPoP proof", redeem: "proof" }],
  },
  {
    ids: ["NZ-14"],
    text: "Tokens that can be read have no personal data.",
    clients: SENSITIVE,
    tries: [{ label: "Ask for fhirUser", request: { scope: "openid fhirUser launch/patient patient/*.rs" } }],
  },
  {
    ids: ["NZ-72"],
    text: "The client is confidential.",
    clients: CONFIDENTIAL,
    tries: [{ label: "Save as a public client", settings: "public" }],
  },
  {
    ids: ["NZ-26", "NZ-33", "NZ-36"],
    text: "It authenticates by a signed JWT or a certificate.",
    clients: CONFIDENTIAL,
    tries: [{ label: "Save with a secret", settings: "secret" }],
  },
  {
    ids: ["NZ-27", "NZ-29"],
    text: "Addresses have https and no wildcard; http is for this machine only.",
    clients: EVERYBODY,
    tries: [
      { label: "Save with an http redirect", settings: "http" },
      { label: "Save with a wildcard", settings: "wildcard" },
    ],
  },
  {
    ids: ["NZ-83"],
    text: "No grant by password.",
    clients: EVERYBODY,
    tries: [{ label: "Save with direct access grants", settings: "password" }],
  },
  {
    ids: ["NZ-80"],
    text: "No implicit flow.",
    clients: PUBLIC,
    tries: [{ label: "Save with the implicit flow", settings: "implicit" }],
  },
  {
    ids: ["NZ-84"],
    text: "A client has users or is a system, not both.",
    clients: EVERYBODY,
    tries: [
      { label: "Save with a service account", settings: "system", clients: APPS },
      { label: "Save with a flow for users", settings: "implicit", clients: SYSTEM },
    ],
  },
  {
    ids: ["NZ-89"],
    text: "A public client has no refresh tokens.",
    clients: PUBLIC,
    tries: [{ label: "Save with refresh tokens", settings: "refresh" }],
  },
  {
    ids: ["NZ-4"],
    text: "An access token lives less than 60 minutes.",
    clients: EVERYBODY,
    tries: [{ label: "Save with two hours", settings: "long-access" }],
  },
  {
    ids: ["NZ-9", "NZ-53"],
    text: "Tokens are signed with an approved algorithm.",
    clients: EVERYBODY,
    tries: [{ label: "Save with HS256", settings: "hs256" }],
  },
  {
    ids: ["NZ-61"],
    text: "Users are asked for consent.",
    clients: APPS,
    tries: [{ label: "Save without consent", settings: "no-consent" }],
  },
  {
    ids: ["NZ-56"],
    text: "No more about the user than the client needs.",
    clients: EVERYBODY,
    tries: [{ label: "Save with full scope allowed", settings: "full-scope" }],
  },
];

/** The rules that apply to a client, each with the tries that can be made with it. */
export const rulesOf = (client) =>
  RULES.filter(({ clients }) => clients.includes(client)).map((rule) => ({
    ...rule,
    tries: rule.tries.filter(({ clients }) => !clients || clients.includes(client)),
  }));

/** The number of the rule with which a refusal begins; empty if it has none. */
export const ruleIn = (description) => /^NZ-\d+(?=:)/.exec(description ?? "")?.[0] ?? "";
