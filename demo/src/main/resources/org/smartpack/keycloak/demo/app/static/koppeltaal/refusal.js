// What a person reads when a launch goes wrong: the language of the page, no technical detail, a reference for the help desk (KT-AUD-5).

import { announce, byId, element, fold, json } from "../shared/page.js";
import "./language.js";

const WORDS = {
  en: {
    title: "The module did not open",
    access_denied: "You are not signed in as the person for whom the portal started it, or that could not be checked now. Sign out, and start it from the portal again.",
    unavailable: "Something does not work at the moment. Wait a few minutes, and start the module from the portal again.",
    other: "A start from the portal works once, and for a few minutes. Start the module from the portal again.",
    reference: "If it goes wrong again, tell the help desk this reference:",
    time: "If it goes wrong again, tell the help desk at what time:",
    signOut: "Sign out",
    details: "For developers",
  },
  nl: {
    title: "De module is niet geopend",
    access_denied: "U bent niet ingelogd als degene voor wie het portaal de module startte, of dat kon nu niet worden gecontroleerd. Log uit en start de module opnieuw vanuit het portaal.",
    unavailable: "Er werkt nu iets niet. Wacht een paar minuten en start de module opnieuw vanuit het portaal.",
    other: "Een start vanuit het portaal werkt één keer, en een paar minuten lang. Start de module opnieuw vanuit het portaal.",
    reference: "Gaat het weer mis? Geef dan deze referentie door aan de helpdesk:",
    time: "Gaat het weer mis? Geef dan deze tijd door aan de helpdesk:",
    signOut: "Uitloggen",
    details: "Voor ontwikkelaars",
  },
};

const UNAVAILABLE = ["temporarily_unavailable", "server_error"];

/** The reference in what Keycloak says of a launch whose token it could prove; empty if there is none. */
export function referenceIn(description = "") {
  return description.match(/\(reference ([A-Za-z0-9.-]{1,64})\)$/)?.[1] ?? "";
}

/** Shows that the launch came to nothing, in the language of the page; what the error is called and why stays folded up. */
export function refuse(error, reference, issuer = "") {
  const at = new Date();
  const render = () => show(error, reference, issuer, at);
  render();
  document.addEventListener("language", render);
}

function show({ error, error_description: description }, reference, issuer, at) {
  const language = document.documentElement.lang;
  const words = WORDS[language];
  const kind = UNAVAILABLE.includes(error) ? "unavailable" : error === "access_denied" ? error : "other";
  announce("bad", words.title, words[kind]);
  const code = element("code", {}, reference || at.toLocaleString(language));
  const status = byId("status");
  status.append(element("span", { class: "reference" }, `${reference ? words.reference : words.time} `, code));
  if (kind === "access_denied" && issuer) {
    const href = `${issuer}/protocol/openid-connect/logout`;
    status.append(element("a", { href, target: "_blank", rel: "noopener" }, words.signOut));
  }
  byId("about").hidden = true;
  const refusal = byId("refusal");
  refusal.replaceChildren(fold(words.details, false, json({ error, ...(description && { error_description: description }) })));
  refusal.hidden = false;
}
