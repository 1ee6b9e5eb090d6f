// SPDX-License-Identifier: Apache-2.0
//
// What the apps share, in the browser and on the server.

/** What every app asks for: opened with a launch value by an EHR, or on its own. */
export function scopeFor(query) {
  return query.has("launch")
    ? "launch openid fhirUser online_access patient/*.rs user/Practitioner.rs"
    : "launch/patient openid fhirUser online_access patient/*.rs user/Practitioner.r user/RelatedPerson.r";
}

/** What an app knows and may read, by the means of fhirclient. */
export async function report(client) {
  return {
    clientId: client.getState("clientId"),
    patientId: client.getPatientId(),
    encounterId: client.getEncounterId(),
    fhirUser: client.getFhirUser(),
    tokenResponse: client.getState("tokenResponse"),
    patient: await client.patient.read(),
    encounter: client.getEncounterId() ? await client.encounter.read() : null,
    user: await client.user.read(),
  };
}
