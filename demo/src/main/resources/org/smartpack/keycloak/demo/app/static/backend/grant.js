// What was asked beside what was granted.

import { element } from "../shared/page.js";
import { split } from "./token.js";

/** How the answer compares with the request: granted as asked, narrowed, or by default. */
export function compare(asked, granted) {
  const wanted = split(asked);
  const got = split(granted);
  if (wanted.length === 0) {
    return { kind: "good", title: "Granted: what the client may have by default" };
  }
  const same = wanted.length === got.length && wanted.every((scope) => got.includes(scope));
  return same
    ? { kind: "good", title: "Granted, exactly as asked" }
    : { kind: "warn", title: "Granted in part: what lies outside the client’s allowances was left out" };
}

export function showGrant(asked, granted, body) {
  const wanted = split(asked);
  const got = split(granted);
  body.replaceChildren(
    element(
      "div",
      { class: "compare" },
      column("Asked", wanted, (scope) => (got.includes(scope) ? "good" : granted ? "warn" : "bad"), "no scope at all"),
      column("Granted", got, () => "good", "nothing"),
    ),
  );
}

function column(title, scopes, kind, none) {
  const items = scopes.map((scope) => {
    const mark = { good: "✓", warn: "◐", bad: "✕" }[kind(scope)];
    const spoken = { good: "granted", warn: "not granted in this form", bad: "refused" }[kind(scope)];
    return element(
      "li",
      { class: kind(scope) },
      element("span", { role: "img", "aria-label": spoken, title: spoken }, mark),
      element("code", {}, scope),
    );
  });
  const list = items.length ? element("ul", { class: "scopes" }, ...items) : element("p", { class: "note" }, none);
  return element("div", {}, element("h3", {}, title), list);
}
