// Reading from the FHIR server with the grant.

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
  if (answer.status === 401) {
    throw new Failure("The access has ended", "Refresh it, or launch the app again.");
  }
  if (!answer.ok) {
    throw new Failure(`The FHIR server refused: ${answer.status}`, body.issue?.[0]?.diagnostics);
  }
  return body;
}

const id = encodeURIComponent;

export const patient = (grant) => get(grant, `Patient/${id(grant.context.patient)}`);

export const encounter = (grant) => get(grant, `Encounter/${id(grant.context.encounter)}`);

export async function observations(grant, category) {
  const bundle = await get(grant, `Observation?patient=${id(grant.context.patient)}&category=${id(category)}`);
  return (bundle.entry ?? []).map((entry) => entry.resource);
}
