// The EHR's form: built from what the server knows, read back as what it expects.

import { byId, element } from "../shared/page.js";

const ANYBODY = { name: "", description: "Whoever signs in", fhirUser: "" };
/** The value of the choice for an app that isn't in the list. */
const ANOTHER = "";
/** The shortest life that Keycloak gives a launch. */
export const SHORT_LIFE = 30;

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
    choice("app", ANOTHER, apps.length === 0, "Another app", "Your own, for instance: it needs a client in this realm."),
  );
  const update = () => {
    const form = new FormData(byId("ehr"));
    byId("encounter-id").textContent = patients.find(({ id }) => id === form.get("patient")).encounter;
    const isAnother = form.get("app") === ANOTHER;
    byId("own").hidden = !isAnother;
    ["client-id", "launch-url"].forEach((id) => (byId(id).required = isAnother));
  };
  byId("ehr").addEventListener("change", update);
  byId("ehr").addEventListener("set-up", update);
  update();
  byId("launch-url").placeholder = "http://127.0.0.1:3000/launch.html";
  byId("launch").disabled = false;
}

/** What is chosen: for people, as the request to the EHR's server, and what goes wrong on demand. */
export function chosen({ users, patients, apps }) {
  const form = new FormData(byId("ehr"));
  const banner = form.get("banner");
  const trouble = form.get("trouble");
  const app = apps.find(({ clientId }) => clientId === form.get("app")) ?? {
    clientId: form.get("client_id").trim(),
    launchUrls: [form.get("launch_url").trim()],
  };
  const signsIn = people(users).find(({ name }) => name === form.get("user"));
  const user = trouble === "user" ? users.find(({ name }) => name !== signsIn.name) : signsIn;
  const request = {
    user: user.name,
    patient: trouble === "patient" ? "" : form.get("patient"),
    app: app.clientId,
    encounter: form.has("encounter"),
    // A launch context says something: without a patient, what the app is for.
    intent: form.get("intent") || (trouble === "patient" ? "find-a-patient" : ""),
    ...(banner && { need_patient_banner: banner === "true" }),
    ...(trouble === "expired" && { expires_in: SHORT_LIFE }),
  };
  const patient = patients.find(({ id }) => id === form.get("patient"));
  return { request, signsIn, user, patient, app, trouble, inside: form.has("inside") };
}
