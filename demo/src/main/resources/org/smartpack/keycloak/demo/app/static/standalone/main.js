// The form works by itself; this adds what the app will ask for, and addresses.

import { FOR_A_VISIT, list, ON_ITS_OWN } from "../app/scopes.js";
import { showLinks } from "../shared/links.js";
import { byId, element } from "../shared/page.js";

const MEANINGS = {
  "launch/patient": "A patient, whom the user chooses",
  "launch/encounter": "A visit of that patient, which the user chooses",
  openid: "Who signed in",
  fhirUser: "Which resource of the FHIR server that is",
  online_access: "Access for as long as the user is signed in",
  "patient/Patient.r": "The patient’s name and birth date",
  "patient/Observation.rs?category=vital-signs": "Vital signs",
  "patient/Observation.rs?category=laboratory": "Laboratory results",
  "patient/Condition.rs": "Conditions",
  "patient/Encounter.r": "When and where the visit was",
};

function showScopes() {
  const scopes = list(byId("visit").checked ? FOR_A_VISIT : ON_ITS_OWN);
  byId("asks-body").replaceChildren(
    ...scopes.map((scope) =>
      element("div", {}, element("dt", {}, element("code", {}, scope)), element("dd", {}, MEANINGS[scope])),
    ),
  );
  byId("asks").hidden = false;
}

byId("visit").addEventListener("change", showScopes);
showScopes();
showLinks();
