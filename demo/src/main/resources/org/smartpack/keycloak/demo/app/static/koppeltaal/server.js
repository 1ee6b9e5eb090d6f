// Talking to the demo's server, and leaving for another one.

import { element } from "../shared/page.js";

/** Posts JSON to a route of this server; answers its JSON. Of a refusal the error has what the server `said`. */
export async function post(path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("The demo does not answer. Is it running?");
  }
  const said = await answer.json();
  if (!answer.ok) {
    const reason = said.answer?.error_description ?? said.answer?.error;
    throw Object.assign(new Error([said.error, reason].filter(Boolean).join(": ")), { said });
  }
  return said;
}

/** Leaves the page with a form POST, as a portal has to (KT-HTI-2). */
export function send(action, fields) {
  const inputs = Object.entries(fields).map(([name, value]) => element("input", { type: "hidden", name, value }));
  const form = element("form", { method: "post", action, hidden: "" }, ...inputs);
  document.body.append(form);
  form.submit();
}
