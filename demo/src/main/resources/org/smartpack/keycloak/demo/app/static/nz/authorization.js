// The authorization request of an app, and what comes back to this page.

import { encode, hash, random } from "../shared/encoding.js";
import { CLIENTS } from "./rules.js";

const KEY = "nz-request";
const redirectUri = () => location.origin + location.pathname;

/** Sends the browser to Keycloak, with changes to a request that obeys; a value that is empty isn't sent. */
export async function ask({ authorizationUrl, fhirBaseUrl }, client, attempt) {
  const verifier = random();
  const obeying = {
    response_type: CLIENTS[client].responseType,
    client_id: client,
    redirect_uri: redirectUri(),
    scope: CLIENTS[client].scope,
    aud: fhirBaseUrl,
    state: random(),
    nonce: random(),
    code_challenge: encode(await hash("SHA-256", verifier)),
    code_challenge_method: "S256",
  };
  const sent = Object.fromEntries(
    Object.entries({ ...obeying, ...attempt.request }).filter(([, value]) => value !== ""),
  );
  sessionStorage.setItem(KEY, JSON.stringify({ client, attempt, sent, verifier }));
  location.assign(`${authorizationUrl}?${new URLSearchParams(sent)}`);
}

/** The answer that this page was opened with and the request that it belongs to; nothing if there is no answer. */
export function returned() {
  const inFragment = new URLSearchParams(location.hash.slice(1));
  const inQuery = new URLSearchParams(location.search);
  const answer = Object.fromEntries(inFragment.has("iss") ? inFragment : inQuery);
  if (!("code" in answer || "error" in answer)) {
    return undefined;
  }
  // Neither a code nor a token stays in the address, where a reload would use it again.
  history.replaceState(null, "", location.pathname);
  const request = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  return { answer, request, where: inFragment.has("iss") ? "fragment" : "query" };
}

/** Whether an answer is the one to the request: by state, which an attacker doesn't know, and issuer (RFC 9207). */
export const belongs = ({ answer, request }, issuer) =>
  Boolean(request) && answer.state === request.sent.state && answer.iss === issuer;
