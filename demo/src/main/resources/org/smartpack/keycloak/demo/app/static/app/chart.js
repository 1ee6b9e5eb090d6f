// A line chart of a series of measurements (FHIR SampledData). Drawn without a library: a few elements of SVG.

import { element } from "./page.js";

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 52;
const BOTTOM = 28;
const EDGE = 14;

/** The series among the components of observations: what, unit, and values with their times. */
export function seriesOf(observations) {
  return observations.flatMap(({ component = [], effectiveDateTime: end }) =>
    component
      .filter(({ valueSampledData: sampled }) => sampled?.data && sampled.dimensions === 1 && end)
      .map(({ code, valueSampledData: sampled }) => ({
        what: code.text ?? code.coding?.[0]?.display ?? "Measurement",
        unit: sampled.origin?.unit ?? "",
        points: points(sampled, new Date(end)),
      })),
  );
}

function points({ data, period, factor = 1, origin }, end) {
  const values = data.split(" ").map((text) => Number(text) * factor + (origin?.value ?? 0));
  return values
    .map((value, i) => ({ value, at: new Date(end.getTime() - (values.length - 1 - i) * period) }))
    .filter(({ value }) => Number.isFinite(value));
}

export function chart({ what, unit, points: all }) {
  if (all.length < 2) {
    return element("p", { class: "note" }, `${what}: too few values for a chart`);
  }
  const values = all.map(({ value }) => value);
  const [low, high] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  const [from, to] = [all[0].at.getTime(), all.at(-1).at.getTime()];
  const x = ({ at }) => LEFT + ((at.getTime() - from) / (to - from)) * (WIDTH - LEFT - EDGE);
  const y = (value) => EDGE + ((high - value) / (high - low || 1)) * (HEIGHT - EDGE - BOTTOM);
  const summary = `${what}, ${month(all[0].at)} to ${month(all.at(-1).at)}: from ${values[0]} to ${values.at(-1)} ${unit}`;
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": summary });
  for (const mark of [low, (low + high) / 2, high]) {
    picture.append(
      svg("line", { x1: LEFT, x2: WIDTH - EDGE, y1: y(mark), y2: y(mark), class: "grid" }),
      svg("text", { x: LEFT - 8, y: y(mark) + 4, "text-anchor": "end" }, String(mark)),
    );
  }
  picture.append(
    svg("polyline", { points: all.map((point) => `${x(point)},${y(point.value)}`).join(" ") }),
    ...all.map((point) =>
      svg("circle", { cx: x(point), cy: y(point.value), r: 3.5 }, svg("title", {}, `${month(point.at)}: ${point.value} ${unit}`)),
    ),
    svg("text", { x: LEFT, y: HEIGHT - 8 }, month(all[0].at)),
    svg("text", { x: WIDTH - EDGE, y: HEIGHT - 8, "text-anchor": "end" }, month(all.at(-1).at)),
  );
  return element("figure", {}, element("figcaption", {}, `${what}${unit && `, ${unit}`}`), picture);
}

const month = (date) => date.toISOString().slice(0, 7);

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}
