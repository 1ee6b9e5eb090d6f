// A set-up of the form in an address: to share it, and to come back to it.

import { byId } from "../shared/page.js";

const FIELDS = ["patient", "user", "app", "client_id", "launch_url", "encounter", "intent", "banner", "trouble", "inside"];

/** The address of the page with the form as it is. */
export function address() {
  const form = new FormData(byId("ehr"));
  const url = new URL(location.pathname, location.origin);
  FIELDS.filter((name) => form.get(name)).forEach((name) => url.searchParams.set(name, form.get(name)));
  // No value is a choice too: whoever signs in, another app.
  ["user", "app"].filter((name) => form.get(name) === "").forEach((name) => url.searchParams.set(name, ""));
  return url.href;
}

/** Fills the form in from the page's address. A value that isn't offered changes nothing. */
export function apply() {
  const form = byId("ehr");
  const given = new URLSearchParams(location.search);
  FIELDS.filter((name) => given.has(name)).forEach((name) => fill(form.elements[name], given.get(name)));
  byId("more").open ||= ["encounter", "intent", "banner"].some((name) => given.has(name));
  byId("wrong").open ||= given.has("trouble");
  form.dispatchEvent(new Event("set-up"));
}

function fill(field, value) {
  if (field instanceof RadioNodeList) {
    const option = [...field].find((radio) => radio.value === value);
    if (option) {
      option.checked = true;
    }
  } else if (field.type === "checkbox") {
    field.checked = value === field.value;
  } else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) {
    field.value = value;
  }
}
