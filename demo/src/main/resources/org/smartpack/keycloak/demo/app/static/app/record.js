// The parts of the record: each is shown, or said not to be granted.

import { chart, seriesOf } from "./chart.js";
import { conditions, observations } from "./fhir.js";
import { byId, element } from "./page.js";
import { reach } from "./scopes.js";

const PARTS = [
  {
    part: "laboratory",
    name: "laboratory",
    type: "Observation",
    category: "laboratory",
    read: (grant) => observations(grant, "laboratory"),
    columns: ["What", "Value", "When"],
    row: measurement,
  },
  {
    part: "vital-signs",
    name: "vital signs",
    type: "Observation",
    category: "vital-signs",
    read: (grant) => observations(grant, "vital-signs"),
    columns: ["What", "Value", "When"],
    row: measurement,
  },
  {
    part: "conditions",
    name: "conditions",
    type: "Condition",
    read: conditions,
    columns: ["What", "Status"],
    row: ({ code, clinicalStatus }) => [labelOf(code) ?? "Condition", labelOf(clinicalStatus) ?? "–"],
  },
];

/** Shows the parts that the app asked for; answers the names of those that were not granted. */
export async function show(grant) {
  const wanted = PARTS.filter(({ type, category }) => reach(grant.asked, type, "s", category));
  const shown = await Promise.all(wanted.map((part) => showPart(grant, part)));
  return wanted.filter((part, i) => !shown[i]).map(({ name }) => name);
}

/** The FHIR server is asked for all of them: it decides, not the app. */
async function showPart(grant, { part, type, category, read, columns, row }) {
  const { refused, found = [] } = await read(grant);
  const isGranted = !refused && (found.length > 0 || reach(grant.scope, type, "s", category));
  byId(`${part}-body`).replaceChildren(
    ...(!isGranted
      ? [notGranted(refused)]
      : found.length
        ? [table(columns, found.map(row)), ...seriesOf(found).map(chart)]
        : [nothing()]),
  );
  byId(part).hidden = false;
  return isGranted;
}

const notGranted = (refused) =>
  element(
    "p",
    { class: "notice warn" },
    element("b", {}, "Not granted"),
    refused ? `The FHIR server refused: ${refused}` : "The FHIR server shows the app none of them.",
  );

const nothing = () => element("p", { class: "note" }, "Nothing on record");

function table(columns, rows) {
  const head = columns.map((title) => element("th", { scope: "col" }, title));
  const body = rows.map(([what, ...values]) =>
    element("tr", {}, element("th", { scope: "row" }, what), ...values.map((value) => element("td", {}, value))),
  );
  return element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
}

function measurement({ code, valueQuantity: value, effectiveDateTime: date }) {
  return [labelOf(code) ?? "Observation", value ? `${value.value} ${value.unit ?? ""}` : "–", date ?? "–"];
}

function labelOf(concept) {
  return concept?.text ?? concept?.coding?.[0]?.display;
}
