// What the app keeps between pages: in this tab only, and never in an address.

const keep = (name, value) => sessionStorage.setItem(`growth-chart.${name}`, JSON.stringify(value));
const drop = (name) => sessionStorage.removeItem(`growth-chart.${name}`);
const find = (name) => JSON.parse(sessionStorage.getItem(`growth-chart.${name}`) ?? "null");

/** Forgets an earlier launch in this tab and remembers the one that begins. */
export function begin(pending) {
  drop("grant");
  keep("pending", pending);
  keep("alone", pending.onItsOwn);
}

/** The launch that an answer with this state belongs to, once; null if there is none. */
export function resume(state) {
  const pending = find("pending");
  drop("pending");
  return pending !== null && pending.state === state ? pending : null;
}

/** Whether no EHR opened the app in this tab. */
export const wasStartedAlone = () => find("alone") === true;

export const keepGrant = (grant) => keep("grant", grant);
export const grant = () => find("grant");

/** Forgets the grant and remembers that the user is being logged out. */
export function leave(state) {
  drop("grant");
  keep("leaving", state);
}

/** Whether an answer with this state tells that the user was logged out. */
export function hasLeft(state) {
  const leaving = find("leaving");
  drop("leaving");
  return leaving !== null && leaving === state;
}
