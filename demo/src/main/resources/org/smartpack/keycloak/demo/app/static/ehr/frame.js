// The app inside the EHR: in a frame of its page instead of a tab of its own.

import { byId, element } from "../shared/page.js";

// Without allow-top-navigation: an app can't replace the EHR. An app that signs its user in elsewhere opens a window.
const ALLOWED = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

/** Shows an app in a new frame. */
export function showInside(url, name) {
  byId("embedded-app").replaceChildren(element("iframe", { title: name, src: url, sandbox: ALLOWED }));
  byId("embedded").hidden = false;
  // On a phone the frame is below the form.
  byId("results").focus();
}

/** Closes the app that is shown, if any. */
export function closeInside() {
  byId("embedded").hidden = true;
  byId("embedded-app").replaceChildren();
}
