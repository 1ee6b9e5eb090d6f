// The token request, and what its errors mean in plain English.

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Sends the request; answers status and JSON body. */
export async function requestToken(tokenUrl, scope, assertion) {
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scope) {
    form.set("scope", scope);
  }
  form.set("client_assertion_type", ASSERTION_TYPE);
  form.set("client_assertion", assertion);
  const answer = await fetch(tokenUrl, { method: "POST", body: form });
  const type = answer.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await answer.json() : { error: "no_json", error_description: await answer.text() };
  return { status: answer.status, body, form };
}

/** The request as it went over the wire, with the assertion shortened. */
export function describe(tokenUrl, form) {
  const url = new URL(tokenUrl);
  const lines = [...form].map(([name, value]) => {
    const shown = name === "client_assertion" ? `${value.slice(0, 24)}…${value.slice(-8)}` : encodeURIComponent(value);
    return `${name}=${shown}`;
  });
  return `POST ${url.pathname} HTTP/1.1\nHost: ${url.host}\nContent-Type: application/x-www-form-urlencoded\n\n${lines.join("\n&")}`;
}

const MEANINGS = {
  invalid_scope: "The client may not have any of what it asked for, or a scope is misspelt.",
  invalid_client: "Keycloak did not accept the signed assertion: it can’t tell who is asking.",
  unauthorized_client: "This client may not ask for tokens in this way.",
  invalid_request: "The request is malformed or too large.",
};

export const meaning = (error) => MEANINGS[error] ?? "Keycloak refused the request.";

export const split = (scopes) => [...new Set((scopes ?? "").split(/\s+/).filter(Boolean))];
