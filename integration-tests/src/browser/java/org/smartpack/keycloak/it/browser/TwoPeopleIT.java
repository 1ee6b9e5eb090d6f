/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Two people at one browser: alice works in the growth chart, and the EHR opens it for drbob. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("Two people at one browser:")
class TwoPeopleIT {

    private static final int WIDTH = 1280;

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    private static LaunchBrowser open(Browser browser, Demo demo, String locale) {
        return LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT, locale);
    }

    private static AppTab alicesTab(LaunchBrowser window) {
        AppTab alice = window.ehr()
                .choose("Alice Archer", "alice")
                .launch()
                .signIn("alice")
                .accept();
        alice.expectStatus("The record of Alice Archer is open");
        return alice;
    }

    private static AppTab bobsTab(LaunchBrowser window) {
        AppTab bob = window.ehr().choose("Chidi Okafor", "drbob").launch();
        assertThat(bob.page().locator("[name=accept]")).isVisible();
        assertThat(bob.page().locator(".smart-whose")).containsText("alice");
        assertThat(bob.page().locator("body")).not().containsText("drbob");
        assertThat(bob.page().locator("body")).not().containsText("Chidi");
        return bob;
    }

    @Test
    @DisplayName("LCTX-22a, attack 48: drbob takes over, with the keyboard alone; alice's tab gets nothing any more")
    void takeOver(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo, "en-GB")) {
            AppTab alice = alicesTab(window);
            AppTab bob = bobsTab(window);
            alice.press("Refresh");
            alice.expectStatus("Refreshed: the context is unchanged");

            Keyboard keyboard = new Keyboard(bob.page());
            Locator accept = bob.page().locator("[name=accept]");
            bob.page().bringToFront();
            keyboard.tabTo(accept);
            bob.page().keyboard().press("Enter");
            assertThat(bob.page().locator("#username")).hasValue("");
            bob.signIn("drbob").accept();
            bob.expectStatus("The record of Chidi Okafor is open");
            assertThat(bob.user()).containsText("Practitioner/prac-1");

            alice.press("Refresh");
            alice.expectStatus("No token: invalid_grant");
            assertThat(alice.page().locator("body")).not().containsText("Chidi Okafor");
            // Chromium notes the refused refresh.
            assertThat(window.problems()).singleElement().asString().contains("400 (Bad Request)", "/token");
        }
    }

    @Test
    @DisplayName("LCTX-22a: who goes back keeps the session, and the app says that access was refused")
    void goBack(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo, "en-GB")) {
            AppTab alice = alicesTab(window);
            AppTab bob = bobsTab(window);
            bob.refuse();
            bob.expectStatus("No access: access_denied");
            alice.press("Refresh");
            alice.expectStatus("Refreshed: the context is unchanged");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("LCTX-22a: the page loaded again, and in another language, is the same page")
    void loadedAgain(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo, "en-GB")) {
            alicesTab(window);
            AppTab bob = bobsTab(window);
            bob.reload();
            assertThat(bob.page().locator("[name=accept]")).hasText("Sign out and continue");
            bob.go(bob.address() + "&kc_locale=nl");
            assertThat(bob.page().locator("[name=accept]")).hasText("Afmelden en doorgaan");
            bob.accept();
            assertThat(bob.page().locator("#username")).isVisible();
        }
    }
}
