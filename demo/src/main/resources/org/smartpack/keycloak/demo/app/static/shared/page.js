// Small helpers for building the page. Text only ever becomes text: nothing here parses HTML.

export const byId = (id) => document.getElementById(id);

/** An element with attributes and children; a child that is a string becomes text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const JSON_PART = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\b/g;

/** Pretty-printed JSON in colours. */
export function json(value) {
  const text = JSON.stringify(value, null, 2);
  const pre = element("pre", { tabindex: "0" });
  let end = 0;
  for (const part of text.matchAll(JSON_PART)) {
    pre.append(text.slice(end, part.index));
    const [whole, string, colon] = part;
    const kind = string ? (colon ? "key" : "text") : "other";
    pre.append(element("span", { class: kind }, string ?? whole), colon ?? "");
    end = part.index + whole.length;
  }
  pre.append(text.slice(end));
  return pre;
}

export function text(value) {
  return element("pre", { tabindex: "0" }, value);
}

/** Something that can be folded up. A title in several parts is a list. */
export function fold(title, open, content) {
  const details = element("details", open ? { open: "" } : {}, element("summary", {}, ...[title].flat()), content);
  return details;
}

/** The line above the results, which screen readers announce. */
export function announce(kind, title, detail = "") {
  const status = byId("status");
  status.className = `notice ${kind}`;
  status.replaceChildren(element("b", {}, title), detail);
}
