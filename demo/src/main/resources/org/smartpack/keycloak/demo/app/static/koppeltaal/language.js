// The pages are written in two languages; one is shown. The choice is kept, and at first it is the browser's. What is in
// one language at a time listens for the document's event "language".

import { element } from "../shared/page.js";

const LANGUAGES = ["en", "nl"];
const KEPT = "playground.language";

const preferred = () =>
  [localStorage.getItem(KEPT), ...navigator.languages]
    .map((tag) => tag?.split("-")[0].toLowerCase())
    .find((tag) => LANGUAGES.includes(tag)) ?? "en";

/** A text in both languages, as children of an element. */
export const both = (english, nederlands) => [
  element("span", { lang: "en" }, ...[english].flat()),
  " ",
  element("span", { lang: "nl" }, ...[nederlands].flat()),
];

function show(language) {
  document.documentElement.lang = language;
  document
    .querySelectorAll("[data-language]")
    .forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.language === language)));
  document.dispatchEvent(new Event("language"));
}

document.querySelectorAll("[data-language]").forEach((button) =>
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, button.dataset.language);
    show(button.dataset.language);
  }),
);
show(preferred());
