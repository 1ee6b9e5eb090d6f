// What the app asks for, and what of it it was given.

/** Opened from an EHR, which has chosen the patient. */
export const IN_EHR =
  "launch openid fhirUser online_access patient/Patient.r patient/Observation.rs patient/Encounter.r";

/** Started on its own: the user chooses the patient. Each kind of data is asked for by itself, so that it can be refused. */
export const ON_ITS_OWN = [
  "launch/patient openid fhirUser online_access patient/Patient.r",
  "patient/Observation.rs?category=vital-signs patient/Observation.rs?category=laboratory patient/Condition.rs",
].join(" ");

/** The same, for one visit of the patient. */
export const FOR_A_VISIT = `${ON_ITS_OWN} launch/encounter patient/Encounter.r`;

export const list = (scope) => (scope ?? "").split(" ").filter(Boolean);

const PATIENT_SCOPE = /^patient\/(\*|\w+)\.(\w+|\*)(?:\?(.+))?$/;
const OF_VERSION_1 = { read: "rs", write: "cud", "*": "cruds" };

/** Whether scopes reach a resource type with an interaction, for all of it or for a category of it. */
export function reach(scope, type, interaction, category) {
  return list(scope).some((one) => {
    const [, resource, permissions, restriction] = PATIENT_SCOPE.exec(one) ?? [];
    return (
      (resource === "*" || resource === type) &&
      (OF_VERSION_1[permissions] ?? permissions).includes(interaction) &&
      (!restriction || isOfCategory(restriction, category))
    );
  });
}

/** A value with or without its code system, alone or in a list. */
function isOfCategory(restriction, category) {
  const parameters = [...new URLSearchParams(restriction)];
  return parameters.every(
    ([name, values]) => name === "category" && values.split(",").some((value) => value.split("|").at(-1) === category),
  );
}
