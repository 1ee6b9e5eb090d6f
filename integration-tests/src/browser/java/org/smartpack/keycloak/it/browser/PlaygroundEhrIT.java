/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What the playground's EHR is for beside the sample app: one's own app, faults, set-ups to share. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("The playground's EHR")
class PlaygroundEhrIT {

    private static final int DESKTOP = 1280;
    private static final String WEB_APP = FhirClientApps.URL + "launch/web-app";

    private static FhirClientApps apps;

    @BeforeAll
    static void startApps(Demo demo) {
        apps = FhirClientApps.start(demo);
    }

    @AfterAll
    static void endApps() {
        if (apps != null) {
            apps.close();
        }
    }

    private LaunchBrowser open(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, DESKTOP, ColorScheme.LIGHT);
    }

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    @Test
    @DisplayName("SMART-LAUNCH-2 opens somebody's own app, by its client id and its launch URL")
    void ownApp(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab tab = window.ehr()
                    .choose("Bram Bakker", "drbob")
                    .anotherApp("web-app", WEB_APP)
                    .launch("web-app");
            tab.signIn("drbob").accept();
            assertThat(new FhirClientTab(tab.page()).opened().getString("patient.id"))
                    .isEqualTo("pat-2");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-2 offers an app by its name as soon as it is registered with a launch URL")
    void registeredApp(Demo demo, Browser browser) {
        Admin admin = new Admin(demo.keycloakUrl());
        String web = admin.get("/smart/clients?clientId=web-app").jsonPath().getString("[0].id");
        String mappers = "/smart/clients/" + web + "/protocol-mappers/models";
        try (LaunchBrowser window = open(browser, demo)) {
            assertThat(window.ehr().apps()).hasText(new String[] {"growth-chart", "Another app"});
            String mapper = admin.post(
                            mappers,
                            Map.of(
                                    "name", "launch URL of the playground's test",
                                    "protocol", "openid-connect",
                                    "protocolMapper", "smart-app",
                                    "config", Map.of("launch.url", WEB_APP)))
                    .getHeader("Location")
                    .replaceFirst(".*/", "");
            try {
                EhrPage ehr = window.ehr().choose("Chidi Okafor", "drbob");
                assertThat(ehr.apps()).hasText(new String[] {"growth-chart", "web-app", "Another app"});
                AppTab tab = ehr.app("web-app").launch("web-app");
                tab.signIn("drbob").accept();
                assertThat(new FhirClientTab(tab.page()).opened().getString("patient.id"))
                        .isEqualTo("pat-3");
            } finally {
                admin.delete(mappers + "/" + mapper);
            }
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("LCTX-10 says what Keycloak says of a client that doesn't exist, and refuses what is no address")
    void unknownApp(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            EhrPage ehr = window.ehr().anotherApp("nobody", "http://127.0.0.1:9999/");
            ehr.page().locator("#launch").click();
            ehr.expectStatus("The app can’t be launched");
            ehr.expectStatus("client_id");
            ehr.anotherApp("web-app", "javascript:alert(1)");
            ehr.page().locator("#launch").click();
            ehr.expectStatus("The launch URL is not the address of a web page");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "The launch is for somebody else, No access: access_denied",
        "The EHR names no patient, No access: access_denied",
    })
    @DisplayName("LCTX-22 SMART-LAUNCH-6 shows what an app is told when, at the end of the login:")
    void wrongAfterLogin(String what, String told, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab tab = window.ehr().choose("Bram Bakker", "drbob").wrong(what).launch();
            tab.signIn("drbob");
            Locator accept = tab.page().locator("[name=accept]");
            Locator refused = tab.page().getByRole(AriaRole.STATUS);
            assertThat(accept.or(refused)).isVisible();
            if (accept.isVisible()) {
                tab.accept();
            }
            tab.expectStatus(told);
            assertThat(tab.tokens()).isEmpty();
        }
    }

    @Test
    @DisplayName("LCTX-20 attack 20: shows what an app is told of a launch that nobody registered, or that has expired")
    void wrongBeforeLogin(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            window.ehr()
                    .choose("Bram Bakker", "drbob")
                    .wrong("Nobody registered the launch")
                    .launch()
                    .expectStatus("No access: invalid_request");
            window.ehr()
                    .choose("Bram Bakker", "drbob")
                    .wrong("The launch has expired (takes half a minute)")
                    .launchLate()
                    .expectStatus("No access: invalid_request");
        }
    }

    @Test
    @DisplayName("the link to a set-up brings the same form back, and what it can't mean changes nothing")
    void share(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            EhrPage ehr = window.ehr()
                    .choose("Freya Lindqvist", "Whoever signs in")
                    .anotherApp("my-app", "https://app.example/launch?a=b")
                    .say("summary-timeline-view", "true")
                    .wrong("The EHR names no patient");
            EhrPage again = new EhrPage(window.open(ehr.linkToSetUp()));
            again.page().locator("#launch:enabled").waitFor();
            assertThat(again.chosen("Whose record is open")).hasValue("pat-6");
            assertThat(again.chosen("Who is working with it")).hasValue("");
            assertThat(again.field("Client ID")).hasValue("my-app");
            assertThat(again.field("Launch URL")).hasValue("https://app.example/launch?a=b");
            assertThat(again.field("Intent")).hasValue("summary-timeline-view");
            assertThat(again.field("The visit that is open")).isChecked();
            assertThat(again.field("See what the app is told when")).hasValue("patient");

            EhrPage odd = new EhrPage(window.open(demo.appUrl()
                    + "?patient=pat-99&user=mallory&app=<b>x</b>&banner=maybe&trouble=none&encounter=no&other=1"));
            odd.page().locator("#launch:enabled").waitFor();
            assertThat(odd.chosen("Whose record is open")).hasValue("pat-1");
            assertThat(odd.chosen("Who is working with it")).hasValue("drbob");
            assertThat(odd.chosen("Which app to open")).hasValue("growth-chart");
            assertThat(odd.field("See what the app is told when")).hasValue("");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-LAUNCH-4 the sample app draws the patient's weight, and lets its tokens be copied")
    void chartAndTokens(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.ehr().choose("Chidi Okafor", "drbob").launch();
            app.signIn("drbob").accept();
            app.expectStatus("The record of Chidi Okafor is open");
            Locator chart = app.region("Vital signs").locator("svg[role=img]");
            assertThat(chart.locator("circle")).hasCount(13);
            assertThat(chart).hasAttribute("aria-label", "Body weight, 2025-01 to 2026-01: from 62.3 to 65.6 kg");
            app.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            app.press("Copy the access token");
            assertThat(app.page().getByText("Copied")).isVisible();
            assertThat(app.page().evaluate("navigator.clipboard.readText()"))
                    .isEqualTo(app.tokens().get("accessToken"));
            assertThat(window.problems()).isEmpty();
        }
    }
}
