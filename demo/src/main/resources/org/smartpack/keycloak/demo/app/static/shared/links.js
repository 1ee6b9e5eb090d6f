// Addresses that only the server knows.

import { byId, element } from "./page.js";

const link = (href, label) => element("a", { href, target: "_blank", rel: "noopener" }, label);

/** Fills in the link for signing out and those at the bottom of the page. */
export async function showLinks() {
  const { issuer, fhirBaseUrl } = await (await fetch("/config.json")).json();
  byId("sign-out").append(link(`${issuer}/protocol/openid-connect/logout`, "Sign out of Keycloak"));
  byId("links").append(
    link(`${fhirBaseUrl}/.well-known/smart-configuration`, "SMART configuration"),
    " · ",
    link(`${issuer}/account/`, "Your account"),
    " · ",
    link(`${new URL(issuer).origin}/admin/`, "Admin console"),
  );
}
