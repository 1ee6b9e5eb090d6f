/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The playground's Koppeltaal page: the portal, and what applications get. */
record KoppeltaalPage(Page page) {

    KoppeltaalPage choose(String user, String intent) {
        group("Who is working there").getByRole(AriaRole.RADIO, named(user)).check();
        page.getByLabel("Intent").fill(intent);
        return this;
    }

    private Locator group(String name) {
        return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    /** Presses the button; the module opens in the same tab, after the login page where there is one. */
    ModulePage launch() {
        press("Launch the module");
        return new ModulePage(page);
    }

    /** The same, with a token that the portal didn't sign like this. */
    ModulePage launchWith(String token, String fhirBaseUrl) {
        String form = "{\"action\": \"/koppeltaal/start\", \"fields\": {\"launch\": \"%s\", \"iss\": \"%s\"}}";
        page.route(
                "**/koppeltaal/launch.json",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(form.formatted(token, fhirBaseUrl))));
        return launch();
    }

    ModulePage launchSmartModule() {
        press("Launch the SMART module");
        return new ModulePage(page);
    }

    /** Presses a button by its English name, in whatever language the page is. */
    private void press(String button) {
        page.locator("button:has([lang=en]:text-is(\"" + button + "\"))").click();
    }

    /** Chooses the practitioner and launches, with the keyboard alone. */
    ModulePage launchByKeyboard() {
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the results")).isFocused();
        new Keyboard(page).tabTo(group("Who is working there").getByRole(AriaRole.RADIO, named("patient-1")));
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Tab");
        page.keyboard().type("plan");
        page.keyboard().press("Enter");
        return new ModulePage(page);
    }

    /** Gets the token of an application. */
    KoppeltaalPage ask(String client) {
        // Names of applications are in the descriptions of others.
        page.locator("input[name=client][value=" + client + "]").check();
        press("Get its token");
        return this;
    }

    void expectStatus(String text) {
        assertThat(page.getByRole(AriaRole.STATUS)).containsText(text);
    }

    List<String> scopes() {
        return page.locator("#grant code").allInnerTexts();
    }

    /** Request and outcome of each row, in order. */
    List<String> outcomes() {
        return page.locator("#reads tbody tr").all().stream()
                .map(row -> row.locator("code").innerText() + ": "
                        + row.locator(".badge").innerText().substring(2))
                .toList();
    }

    Locator answer() {
        return page.locator("#token");
    }

    /** Shows the page in a language, by its own name. */
    KoppeltaalPage speak(String language) {
        page.getByText(language, new Page.GetByTextOptions().setExact(true)).click();
        return this;
    }

    Locator english(String text) {
        return page.locator("[lang=en]:text-is(\"" + text + "\")");
    }

    Locator dutch(String text) {
        return page.locator("[lang=nl]:text-is(\"" + text + "\")");
    }

    Looks looks() {
        return new Looks(page);
    }

    void picture(String name) {
        page.bringToFront();
        page.evaluate("scrollTo(0, 0)");
        Pictures.take(page, name, page.locator("html"), page.locator("main"));
    }
}
