// SPDX-License-Identifier: Apache-2.0
//
// What the apps share, in the browser and on the server.

/** What every app asks for. */
export const SCOPE = "launch openid fhirUser online_access patient/*.rs user/Practitioner.rs";

/** What an app knows and may read, by the means of fhirclient. */
export async function report(client) {
  return {
    clientId: client.getState("clientId"),
    patientId: client.getPatientId(),
    encounterId: client.getEncounterId(),
    fhirUser: client.getFhirUser(),
    tokenResponse: client.getState("tokenResponse"),
    patient: await client.patient.read(),
    encounter: await client.encounter.read(),
    user: await client.user.read(),
  };
}
