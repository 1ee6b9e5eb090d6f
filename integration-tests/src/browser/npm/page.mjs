// SPDX-License-Identifier: Apache-2.0
//
// The tests read what this writes: how it went into the output element, the app's report into the pre element.

/** Opens the app; its button refreshes. Both functions answer the report. */
export async function run(open, refresh) {
  const status = document.querySelector("output");
  let refreshes = 0;
  async function step(work, done) {
    status.textContent = "Waiting";
    try {
      document.querySelector("pre").textContent = JSON.stringify(await work());
      status.textContent = done;
    } catch (error) {
      document.querySelector("pre").textContent = "";
      status.textContent = `Failed: ${error.message}`;
    }
  }
  document.querySelector("button").addEventListener("click", () => step(refresh, `Refreshed ${++refreshes}`));
  await step(open, "Open");
}
