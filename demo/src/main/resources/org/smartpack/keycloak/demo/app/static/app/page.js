// The parts of the page that every outcome uses. What comes from elsewhere only ever becomes text.

import { announce, byId } from "../shared/page.js";
import { wasStartedAlone } from "./session.js";

export { announce, byId, element, fold, json } from "../shared/page.js";

/** A failure with a plain title and whatever detail there is. */
export class Failure extends Error {
  constructor(title, detail = "") {
    super(title);
    this.detail = detail;
  }
}

/** Shows a failure and the way back. */
export function fail(failure) {
  const title = failure instanceof Failure ? failure.message : "The app can’t go on";
  announce("bad", title, failure instanceof Failure ? failure.detail : failure.message);
  offerBack();
}

/** Offers the way back: to the EHR, or to where the app is started on its own. */
export function offerBack() {
  if (window.top !== window) {
    return; // In the EHR's frame, the EHR is around the app.
  }
  const back = byId("back");
  if (wasStartedAlone()) {
    back.href = "/standalone.html";
    back.textContent = "To the playground";
  }
  back.hidden = false;
}
