// The page of a running app.

import { encounter, observations, patient } from "./fhir.js";
import { byId, element, json } from "./page.js";

/** Reads the record in context and shows it; answers the patient's name. */
export async function show(grant) {
  showGrant(grant);
  byId("user").textContent = grant.user.fhirUser ? `Signed in: ${grant.user.fhirUser}` : "A SMART app";
  byId("refresh").hidden = !grant.refreshToken;
  byId("logout").hidden = false;
  if (!grant.context.patient) {
    return "nobody";
  }
  const person = await patient(grant);
  const name = nameOf(person);
  // The EHR may show the patient already; a second banner would only take room (SMART-CTX-5).
  byId("banner").hidden = grant.context.need_patient_banner === false;
  byId("patient-name").textContent = name;
  byId("patient-facts").textContent = [`born ${person.birthDate ?? "unknown"}`, person.gender].filter(Boolean).join(", ");
  await Promise.all([
    showContext(grant, person),
    ...["laboratory", "vital-signs"].map((category) => showObservations(grant, category)),
  ]);
  return name;
}

async function showContext(grant, person) {
  const { context } = grant;
  const facts = [["Patient", `${nameOf(person)}, born ${person.birthDate ?? "unknown"}`]];
  if (context.encounter) {
    const visit = await encounter(grant);
    facts.push(["Encounter", `${visit.class?.display ?? visit.class?.code ?? "Visit"}, ${visit.status} (${visit.id})`]);
  }
  facts.push(["Opened for", context.intent ?? "nothing in particular"]);
  facts.push(["Patient’s name at the top", banner(context.need_patient_banner)]);
  byId("context-body").replaceChildren(
    ...facts.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))),
  );
  byId("context").hidden = false;
}

const banner = (needed) => (needed === false ? "shown by the EHR" : needed === true ? "asked for" : "not specified");

const nameOf = ({ name: [name = {}] = [] }) =>
  name.text ?? ([...(name.given ?? []), name.family].filter(Boolean).join(" ") || "No name");

async function showObservations(grant, category) {
  const found = await observations(grant, category);
  const rows = found.map(({ code, valueQuantity: value, effectiveDateTime: date }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, code?.text ?? code?.coding?.[0]?.display ?? "Observation"),
      element("td", {}, value ? `${value.value} ${value.unit ?? ""}` : "–"),
      element("td", {}, date ?? "–"),
    ),
  );
  const head = ["What", "Value", "When"].map((title) => element("th", { scope: "col" }, title));
  byId(`${category}-body`).replaceChildren(
    rows.length
      ? element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows))
      : element("p", { class: "note" }, "Nothing on record"),
  );
  byId(category).hidden = false;
}

function showGrant({ scope, context, user, seconds, refreshToken }) {
  const scopes = (scope ?? "").split(" ").filter(Boolean);
  const life = refreshToken ? "can be refreshed" : "can’t be refreshed";
  byId("granted-body").replaceChildren(
    element("ul", { class: "scopes" }, ...scopes.map((one) => element("li", {}, element("code", {}, one)))),
    element("p", { class: "note" }, `Access for ${seconds} seconds; it ${life}.`),
    element("h3", {}, "Launch context, as it came with the token"),
    json(context),
    element("h3", {}, "Who is signed in, from the id_token"),
    json({ fhirUser: user.fhirUser ?? null, sub: user.sub ?? null }),
  );
  byId("granted").hidden = false;
}
