// The module's page: brings Keycloak's answer to the module's server, and shows what came of it.

import { announce, byId, fold, json } from "../shared/page.js";
import { both } from "./language.js";
import { refuse, referenceIn } from "./refusal.js";
import { post } from "./server.js";

const NOTES = {
  module: {
    response: [
      "The access token is the word NOOP: it opens nothing. The task and the people come as references.",
      "Het access token is het woord NOOP: het geeft nergens toegang toe. Taak en personen komen als verwijzing.",
    ],
    introspection: [
      "The module asks about the launch token, with its own signed assertion. Keycloak answers each application once.",
      "De module vraagt naar het launch token, met een eigen ondertekende assertion. Keycloak geeft elke applicatie één keer antwoord.",
    ],
  },
  "module-smart": {
    response: [
      "An ordinary SMART launch: a real access token, and fhirContext as SMART 2.0 had it.",
      "Een gewone SMART-launch: een echt access token, en fhirContext zoals SMART 2.0 het had.",
    ],
    introspection: [
      "The FHIR service asks about the access token, with a bearer token of its own.",
      "De FHIR-service vraagt naar het access token, met een eigen bearer token.",
    ],
  },
};

async function run() {
  const answer = new URLSearchParams(location.search);
  // The code is used up now, or never: it is of no use in the address or in the history.
  history.replaceState(null, "", location.pathname);
  const { refused } = document.body.dataset;
  if (refused) {
    refuse({ error: "invalid_request", error_description: refused }, "");
    return;
  }
  const { issuer } = await fetch("/koppeltaal/config.json").then((config) => config.json());
  if (answer.has("error")) {
    const description = answer.get("error_description") ?? "";
    const { ended, reference } = await end(answer);
    // Anybody can make an address with a reference in it; only what answers a launch of this browser has one.
    refuse({ error: answer.get("error"), error_description: description }, ended ? referenceIn(description) || reference : "", issuer);
    return;
  }
  if (!answer.has("code")) {
    announce("warn", "");
    byId("status").append(...both("Nothing was launched. Begin at the portal.", "Er is niets gestart. Begin in het portaal."));
    return;
  }
  try {
    show(await post("/koppeltaal/redeem.json", Object.fromEntries(["code", "state", "iss"].map((name) => [name, answer.get(name)]))));
  } catch (failure) {
    const error = failure.said ? failure.said.answer?.error ?? "invalid_request" : "temporarily_unavailable";
    refuse({ error, error_description: failure.message }, referenceIn(failure.message) || failure.said?.reference, issuer);
  }
}

/** Ends the launch at the module's server, if it began in this browser; answers whether, and the reference that the server has of it. */
async function end(answer) {
  try {
    return await post("/koppeltaal/refused.json", { state: answer.get("state"), iss: answer.get("iss") });
  } catch {
    return { ended: false, reference: "" };
  }
}

function show({ client, launch, response, user, introspection }) {
  byId("client").textContent = client;
  const notes = NOTES[client];
  note("response-note", notes.response);
  note("introspection-note", notes.introspection);
  if (launch) {
    section("launch", json(launch));
  }
  section("response", json(shorten(response)));
  section("user", json(user));
  section("introspection", fold(`HTTP ${introspection.status}`, true, json(introspection.body)));
  const who = user.fhirUser ?? user.sub;
  announce("good", "");
  byId("status").firstChild.append(...both(`${client} is open for ${who}`, `${client} is geopend voor ${who}`));
  byId("status").append(
    ...(response.resource ? both(`Task: ${response.resource}.`, `Taak: ${response.resource}.`) : both(`Patient: ${response.patient}.`, `Patiënt: ${response.patient}.`)),
  );
}

function note(id, [english, nederlands]) {
  byId(id).replaceChildren(...both(english, nederlands));
}

function section(id, content) {
  byId(`${id}-body`).replaceChildren(content);
  byId(id).hidden = false;
}

function shorten(response) {
  const short = (token) => (token?.length > 40 ? `${token.slice(0, 24)}…${token.slice(-8)}` : token);
  const { access_token: access, refresh_token: refresh, id_token: id, ...rest } = response;
  return { access_token: short(access), ...(refresh && { refresh_token: short(refresh) }), id_token: short(id), ...rest };
}

run().catch((failure) => refuse({ error: "temporarily_unavailable", error_description: failure.message }, ""));
