// The EHR's form: built from what the server knows, read back as what it expects.

import { byId, element } from "../shared/page.js";

const ANYBODY = { name: "", description: "Whoever signs in", fhirUser: "" };

function choice(group, value, checked, title, detail, code) {
  const input = element("input", { type: "radio", name: group, value });
  input.checked = checked;
  const text = element("span", {}, element("b", {}, title), element("small", {}, detail));
  if (code) {
    text.append(element("code", {}, code));
  }
  return element("label", { class: "choice" }, input, text);
}

const people = (users) => [...users, ANYBODY];

export function show({ users, patients, apps }) {
  byId("patients").replaceChildren(
    ...patients.map(({ id, name, birthDate }, i) => choice("patient", id, i === 0, name, `Born ${birthDate}`, id)),
  );
  byId("users").replaceChildren(
    ...people(users).map(({ name, description, fhirUser }, i) =>
      choice("user", name, i === 0, name || description, name ? description : "No user is named", fhirUser),
    ),
  );
  byId("apps").replaceChildren(
    ...apps.map(({ clientId, description }, i) => choice("app", clientId, i === 0, clientId, description)),
  );
  const showEncounter = () => {
    const open = new FormData(byId("ehr")).get("patient");
    byId("encounter-id").textContent = patients.find(({ id }) => id === open).encounter;
  };
  byId("patients").addEventListener("change", showEncounter);
  showEncounter();
  byId("launch").disabled = false;
}

/** What is chosen: for people, and as the request to the EHR's server. */
export function chosen({ users, patients, apps }) {
  const form = new FormData(byId("ehr"));
  const banner = form.get("banner");
  const request = {
    user: form.get("user"),
    patient: form.get("patient"),
    app: form.get("app"),
    encounter: form.has("encounter"),
    intent: form.get("intent"),
    ...(banner && { need_patient_banner: banner === "true" }),
  };
  return {
    request,
    user: people(users).find(({ name }) => name === request.user),
    patient: patients.find(({ id }) => id === request.patient),
    app: apps.find(({ clientId }) => clientId === request.app),
  };
}
