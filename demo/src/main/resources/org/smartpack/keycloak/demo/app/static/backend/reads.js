// What the token opens at the FHIR server, tried one request after the other.

import { element } from "../shared/page.js";

const CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

const observation = (category) => ({
  resourceType: "Observation",
  status: "final",
  category: [{ coding: [{ system: CATEGORY, code: category }] }],
  code: { text: "Created in the playground" },
  subject: { reference: "Patient/pat-1" },
});

const TRIALS = [
  ["Search all observations", "GET", "Observation"],
  ["Read a laboratory observation", "GET", "Observation/obs-lab-1"],
  ["Read vital signs", "GET", "Observation/obs-vit-1"],
  ["Search patients", "GET", "Patient"],
  ["Read a patient", "GET", "Patient/pat-1"],
  ["Read a condition", "GET", "Condition/cond-1"],
  ["Search encounters", "GET", "Encounter"],
  ["Create a laboratory observation", "POST", "Observation", observation("laboratory")],
  ["Create vital signs", "POST", "Observation", observation("vital-signs")],
  ["Create a patient", "POST", "Patient", { resourceType: "Patient", name: [{ family: "Playground" }] }],
];

/** The headers that present a token as a bearer token. */
export const bearer = (token) => () => ({ Authorization: `Bearer ${token}` });

/**
 * Fills the table body; answers how many of how many succeeded. A trial may present the token in a way of its own: by
 * a function of method and address that answers headers.
 */
export async function tryAll(base, token, body, trials = TRIALS) {
  body.replaceChildren();
  let allowed = 0;
  for (const [what, method, path, resource, present = bearer(token)] of trials) {
    const outcome = await attempt(base, present, method, path, resource);
    allowed += outcome.kind === "good" ? 1 : 0;
    body.append(
      element(
        "tr",
        {},
        element("th", { scope: "row" }, ...[what].flat()),
        element("td", {}, element("code", {}, `${method} ${path}`)),
        element("td", {}, element("span", { class: `badge ${outcome.kind}` }, outcome.label)),
        element("td", {}, outcome.why),
      ),
    );
  }
  return { allowed, all: trials.length };
}

async function attempt(base, present, method, path, resource) {
  try {
    const url = `${base}/${path}`;
    const answer = await fetch(url, {
      method,
      cache: "no-store",
      headers: { ...(await present(method, url)), "Content-Type": "application/fhir+json" },
      body: resource && JSON.stringify(resource),
    });
    const body = await answer.json();
    if (!answer.ok) {
      const why = body.issue?.[0]?.diagnostics ?? "No reason given";
      return { kind: answer.status === 401 || answer.status === 403 ? "bad" : "warn", label: `✕ ${answer.status} refused`, why };
    }
    return { kind: "good", label: `✓ ${answer.status} allowed`, why: await found(base, present, body, method) };
  } catch (failure) {
    return { kind: "warn", label: "– no answer", why: `The FHIR server does not answer at ${base}.` };
  }
}

/** What came back; what was created for the trial is taken away again, where the token allows that. */
async function found(base, present, body, method) {
  if (body.resourceType === "Bundle") {
    const categories = new Set((body.entry ?? []).flatMap((entry) => entry.resource.category?.[0]?.coding?.[0]?.code ?? []));
    const kinds = categories.size ? `, ${[...categories].join(" and ")}` : "";
    return `${body.entry?.length ?? 0} found${kinds}`;
  }
  if (method === "POST") {
    const url = `${base}/${body.resourceType}/${body.id}`;
    const removal = await fetch(url, { method: "DELETE", headers: await present("DELETE", url) });
    return removal.ok ? "Created, then deleted again" : `Created as ${body.id}`;
  }
  return body.name?.[0] ? `${body.name[0].given?.[0] ?? ""} ${body.name[0].family}`.trim() : body.code?.text ?? body.code?.coding?.[0]?.display ?? body.id;
}
