// Buttons that put a text on the clipboard.

import { element } from "./page.js";

const SHOWN_MILLIS = 4000;

/** A button that copies what the function answers when it is pressed, and says so to everybody. */
export function copyButton(label, value) {
  const button = element("button", { type: "button", class: "secondary" }, label);
  const said = element("span", { "aria-live": "polite", class: "said" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(value());
      said.textContent = "Copied";
    } catch {
      said.textContent = "The browser did not allow it";
    }
    setTimeout(() => (said.textContent = ""), SHOWN_MILLIS);
  });
  return element("span", { class: "copy" }, button, said);
}
