/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.path.json.JsonPath;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The tab of an app that uses fhirclient, from the login page on. */
record FhirClientTab(Page page) {

    FhirClientTab signIn(String user) {
        new AppTab(page).signIn(user);
        return this;
    }

    FhirClientTab accept() {
        new AppTab(page).accept();
        return this;
    }

    /** Waits for the login page. */
    FhirClientTab expectLogin() {
        assertThat(page.locator("#username")).isVisible();
        return this;
    }

    /** Waits for the consent page. */
    FhirClientTab expectConsent() {
        assertThat(page.locator("[name=accept]")).isVisible();
        return this;
    }

    /**
     * Keycloak's pages notice when somebody signs in in another tab, and go on: to the app, or to the consent page if
     * that is still needed. Waits for it.
     */
    void expectToGoOnAfter(Runnable signInElsewhere) {
        page.evaluate("window.isAsBefore = true");
        signInElsewhere.run();
        page.waitForFunction("!window.isAsBefore");
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).hasText(text);
    }

    void expectFailure(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Failed: ");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    /** What the app says once it is open. */
    JsonPath opened() {
        expectStatus("Open");
        return report();
    }

    /**
     * Presses the button; what the app says then.
     *
     * @param count how often that was done since the page was loaded, this time included
     */
    JsonPath refresh(int count) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refresh"))
                .click();
        expectStatus("Refreshed " + count);
        return report();
    }

    private JsonPath report() {
        return JsonPath.from(page.locator("pre").textContent());
    }
}
