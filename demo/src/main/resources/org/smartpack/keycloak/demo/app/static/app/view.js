// The page of a running app.

import { copyButton } from "../shared/copy.js";
import { encounter, patient } from "./fhir.js";
import { byId, element, json } from "./page.js";
import { show as showRecord } from "./record.js";
import { list, reach } from "./scopes.js";

/** Reads the record in context and shows it; answers whose it is and what of it was not granted. */
export async function show(grant) {
  showGrant(grant);
  byId("user").textContent = grant.user.fhirUser ? `Signed in: ${grant.user.fhirUser}` : "A SMART app";
  byId("refresh").hidden = !grant.refreshToken;
  byId("logout").hidden = false;
  if (!grant.context.patient) {
    return { name: "", missing: [] };
  }
  const person = await patient(grant);
  const name = person.found ? nameOf(person.found) : grant.context.patient;
  const facts = person.found
    ? [`born ${person.found.birthDate ?? "unknown"}`, person.found.gender].filter(Boolean).join(", ")
    : "name and birth date were not granted";
  // The EHR may show the patient already; a second banner would only take room (SMART-CTX-5).
  byId("banner").hidden = grant.context.need_patient_banner === false;
  byId("patient-name").textContent = name;
  byId("patient-facts").textContent = facts;
  const [missing] = await Promise.all([showRecord(grant), showContext(grant, `${name}, ${facts}`)]);
  return { name, missing: person.found ? missing : ["name and birth date", ...missing] };
}

async function showContext(grant, whose) {
  const { context, onItsOwn } = grant;
  const facts = [["Patient", whose]];
  if (context.encounter) {
    facts.push(["Encounter", await visitOf(grant)]);
  } else if (onItsOwn && reach(grant.asked, "Encounter", "r")) {
    facts.push(["Encounter", "none was chosen"]);
  }
  if (!onItsOwn) {
    facts.push(["Opened for", context.intent ?? "nothing in particular"]);
    facts.push(["Patient’s name at the top", banner(context.need_patient_banner)]);
  }
  byId("context-title").textContent = onItsOwn ? "What the app is open for" : "What the EHR said";
  byId("context-body").replaceChildren(
    ...facts.map(([what, value]) => element("div", {}, element("dt", {}, what), element("dd", {}, value))),
  );
  byId("context").hidden = false;
}

async function visitOf(grant) {
  const { found: visit } = await encounter(grant);
  return visit
    ? `${visit.class?.display ?? visit.class?.code ?? "Visit"}, ${visit.status} (${visit.id})`
    : `${grant.context.encounter}, reading it was not granted`;
}

const banner = (needed) => (needed === false ? "shown by the EHR" : needed === true ? "asked for" : "not specified");

const nameOf = ({ name: [name = {}] = [] }) =>
  name.text ?? ([...(name.given ?? []), name.family].filter(Boolean).join(" ") || "No name");

function showGrant({ asked, scope, context, user, seconds, accessToken, refreshToken, idToken }) {
  const granted = list(scope);
  const refused = list(asked).filter((one) => !granted.includes(one));
  const life = refreshToken ? "can be refreshed" : "can’t be refreshed";
  byId("granted-body").replaceChildren(
    scopes(granted),
    ...(refused.length ? [element("h3", {}, "Asked for, but not granted"), scopes(refused, "warn")] : []),
    element("p", { class: "note" }, `Access for ${seconds} seconds; it ${life}.`),
    element(
      "p",
      {},
      copyButton("Copy the access token", () => accessToken),
      copyButton("Copy all tokens", () =>
        JSON.stringify({ access_token: accessToken, refresh_token: refreshToken, id_token: idToken }, null, 2),
      ),
    ),
    element("p", { class: "note" }, "Whoever has them can do what the app can do, as long as they are valid."),
    element("h3", {}, "Launch context, as it came with the token"),
    json(context),
    element("h3", {}, "Who is signed in, from the id_token"),
    json({ fhirUser: user.fhirUser ?? null, sub: user.sub ?? null }),
  );
  byId("granted").hidden = false;
}

const scopes = (names, kind = "") =>
  element("ul", { class: "scopes" }, ...names.map((one) => element("li", { class: kind }, element("code", {}, one))));
