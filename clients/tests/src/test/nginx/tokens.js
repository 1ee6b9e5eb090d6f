// SPDX-License-Identifier: Apache-2.0
//
// Decides about a request for nginx's auth_request: 204 is yes, 401 and 403 are no. What isn't understood is no.

import crypto from "crypto";
import querystring from "querystring";

const PATH = /^\/fhir\/([A-Z][A-Za-z]+)(\/[A-Za-z0-9-][A-Za-z0-9.-]*)?$/;
const SCOPE = /^system\/(\*|[A-Z][A-Za-z]*)\.(\*|read|c?r?u?d?s?)$/;
// No _include, _revinclude, _has and no chains, which tell of other types.
const PARAMETER = /^(_id|_lastUpdated|_count|_sort|_format|_summary|_total|[a-z][a-z0-9-]*)(:[a-z-]+)?$/;

// The name under which an answer is cached: the token itself isn't written to disk.
function key(r) {
  return crypto.createHash("sha256").update(r.variables.bearer).digest("hex");
}

async function check(r) {
  if (!r.variables.bearer) {
    r.return(401);
    return;
  }
  const answer = await r.subrequest("/_introspect");
  if (answer.status !== 200) {
    r.error(`introspection says ${answer.status}`);
    r.return(500);
    return;
  }
  const token = parsed(answer.responseText);
  if (token.active !== true || token.cnf || !(token.exp * 1000 > Date.now())) {
    r.return(401);
    return;
  }
  r.return(permits(token, r) ? 204 : 403);
}

function parsed(text) {
  try {
    return JSON.parse(text) || {};
  } catch (e) {
    return {};
  }
}

function permits(token, r) {
  const url = r.variables.request_uri.split("?");
  const path = PATH.exec(url[0]);
  if (r.variables.request_method !== "GET" || !path || url.length > 2 || /;/.test(url[1])) {
    return false;
  }
  const letter = path[2] ? "r" : "s";
  const isPlain = Object.keys(querystring.parse(url[1] || "")).every((name) => PARAMETER.test(name));
  return `${token.scope}`.split(" ").some((text) => {
    const scope = SCOPE.exec(text);
    return (
      scope &&
      (scope[1] === "*" || (scope[1] === path[1] && isPlain)) &&
      scope[2].replace("*", "cruds").replace("read", "rs").includes(letter)
    );
  });
}

export default { check, key };
