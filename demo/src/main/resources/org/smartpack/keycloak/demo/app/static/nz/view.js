// What the page shows of an exchange.

import { announce, byId } from "../shared/page.js";
import { ruleIn } from "./rules.js";

const SECTIONS = ["wire", "front", "tokens", "reads"];

/** Puts something into a section and shows it. */
export function show(section, ...parts) {
  byId(`${section}-body`).replaceChildren(...parts);
  byId(section).hidden = false;
}

/** Goes to the results, which are below everything else on a phone. */
export function goToResults() {
  byId("results").focus({ preventScroll: true });
  byId("results").scrollIntoView();
}

export const clear = () => SECTIONS.forEach((id) => (byId(id).hidden = true));

/** Says by which rule Keycloak refused a request, or that another rule came first. */
export function refused({ error, error_description: description = "" }, { ids, label }, done = "Refused") {
  const rule = ruleIn(description);
  if (rule) {
    announce("bad", `${done}: ${rule}`, `${error}: ${description}`);
    return;
  }
  const kept = label ? `. This is ${ids[0]}, in the words of Keycloak or of SMART’s own rules.` : "";
  announce("bad", `${done}: ${error}`, description + kept);
}
