// Has the EHR's server register the context; answers where the app is to be opened.

export async function register({ request, app, trouble }) {
  let said;
  let status;
  try {
    const answer = await fetch("/ehr/launch", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    status = answer.status;
    said = await answer.json();
  } catch {
    throw new Error("The demo does not answer. Is it running?");
  }
  if (status !== 200) {
    throw new Error(said.answer?.error_description ?? said.answer?.error ?? said.error ?? `Status ${said.status}`);
  }
  const { endpoint, sent, answer } = said;
  const url = launchUrl(app, sent.aud, trouble === "handle" ? "made-up-by-the-playground" : answer.launch);
  return { endpoint, sent, answer: shorten(answer), url: url.href, lifetime: answer.expires_in };
}

/** Where the app is opened (SMART-LAUNCH-2). */
function launchUrl({ launchUrls: [first] }, iss, launch) {
  let url;
  try {
    url = new URL(first);
  } catch {
    throw new Error("The launch URL is not an address");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new Error("The launch URL is not the address of a web page");
  }
  url.searchParams.set("iss", iss);
  url.searchParams.set("launch", launch);
  return url;
}

/** The handle is for the app alone: what is shown of it opens nothing. */
function shorten(answer) {
  const handle = answer.launch ?? answer.launchContextIdentifier ?? "";
  if (!handle) {
    return answer;
  }
  const text = JSON.stringify(answer).replaceAll(handle, `${handle.slice(0, 6)}…`);
  return JSON.parse(text);
}
