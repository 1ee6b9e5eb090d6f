// Reading from the FHIR server with the grant. Each read answers what was found, or why it was refused.

import { Failure } from "./page.js";

async function get({ iss, accessToken }, path) {
  let answer;
  let body;
  try {
    answer = await fetch(`${iss.replace(/\/$/, "")}/${path}`, {
      cache: "no-store",
      headers: { Authorization: `Bearer ${accessToken}`, Accept: "application/fhir+json" },
    });
    body = await answer.json();
  } catch {
    throw new Failure("The FHIR server does not answer", iss);
  }
  const why = body.issue?.[0]?.diagnostics ?? "no reason given";
  if (answer.status === 401) {
    throw new Failure("The access has ended", "Refresh it, or launch the app again.");
  }
  if (answer.status === 403) {
    return { refused: `403, ${why}` };
  }
  if (!answer.ok) {
    throw new Failure(`The FHIR server refused: ${answer.status}`, why);
  }
  return { found: body };
}

const id = encodeURIComponent;

export const patient = (grant) => get(grant, `Patient/${id(grant.context.patient)}`);

export const encounter = (grant) => get(grant, `Encounter/${id(grant.context.encounter)}`);

export const observations = (grant, category) =>
  search(grant, `Observation?patient=${id(grant.context.patient)}&category=${id(category)}`);

export const conditions = (grant) => search(grant, `Condition?patient=${id(grant.context.patient)}`);

async function search(grant, path) {
  const { refused, found } = await get(grant, path);
  return refused ? { refused } : { found: (found.entry ?? []).map((entry) => entry.resource) };
}
