// The parts of the page that every outcome uses. What comes from elsewhere only ever becomes text.

import { announce, byId } from "../shared/page.js";

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
  byId("back").hidden = false;
}
