/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A user of the EHR opens the sample app from a patient's record. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("An app that is launched from the EHR")
class LaunchIT {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 400;

    private LaunchBrowser open(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, DESKTOP, ColorScheme.LIGHT);
    }

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    @Test
    @DisplayName("SMART-LAUNCH-2 SMART-LAUNCH-4 gets its patient, keeps it when it refreshes, and logs out")
    void launch(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            EhrPage ehr = window.ehr().choose("Chidi Okafor", "drbob").say("reconcile-medications", "true");
            AppTab app = ehr.launch();
            assertThat(ehr.exchange()).containsText("\"patient\": \"pat-3\"");
            app.signIn("drbob");
            assertThat(app.consent())
                    .anyMatch(text -> text.contains("Know what you were working on"))
                    .anyMatch(text -> text.contains("Of the chosen patient: view"));
            assertThat(app.page()
                            .getByRole(
                                    AriaRole.GROUP,
                                    new Page.GetByRoleOptions().setName("Measurements and results (Observation)")))
                    .isVisible();
            app.pictureOfConsent("launch-consent");
            app.accept();

            app.expectStatus("The record of Chidi Okafor is open");
            assertThat(app.banner()).containsText("Chidi Okafor");
            assertThat(app.banner()).containsText("born 1991-06-04");
            assertThat(app.user()).containsText("Practitioner/prac-1");
            assertThat(app.region("What the EHR said")).containsText("(enc-3)");
            assertThat(app.region("What the EHR said")).containsText("reconcile-medications");
            assertThat(app.region("Laboratory")).containsText("Hemoglobin");
            assertThat(app.region("Vital signs")).containsText("69 /min");
            assertThat(app.region("What was granted")).containsText("patient/Observation.rs");
            assertThat(app.region("What was granted")).containsText("\"patient\": \"pat-3\"");
            ehr.picture("ehr-launch");
            app.picture("growth-chart", app.region("What was granted"));
            String first = (String) app.tokens().get("accessToken");

            app.press("Refresh");
            app.expectStatus("Refreshed: the context is unchanged");
            app.press("Refresh");
            assertThat(app.banner()).containsText("Chidi Okafor");
            assertThat(app.tokens().get("accessToken")).isNotEqualTo(first);
            app.reload();
            app.expectStatus("The record of Chidi Okafor is open");
            assertThat(app.address()).isEqualTo(demo.appUrl() + "app/index.html");
            List<String> tokens =
                    app.tokens().values().stream().map(Object::toString).toList();

            app.press("Log out");
            app.expectStatus("You are logged out");
            assertThat(app.address()).isEqualTo(demo.appUrl() + "app/index.html");
            assertThat(app.tokens()).isEmpty();
            assertThat(tokens).hasSize(3);
            assertThat(window.addresses()).noneMatch(address -> tokens.stream().anyMatch(address::contains));
            AppTab next = ehr.launch();
            assertThat(next.page().locator("#username")).isVisible();
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 20: attack 24: two tabs of one app keep the patient that each was opened for")
    void twoTabs(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            EhrPage ehr = window.ehr();
            AppTab one = ehr.choose("Bram Bakker", "drbob").launch();
            one.signIn("drbob").accept();
            one.expectStatus("The record of Bram Bakker is open");
            AppTab two = ehr.choose("Freya Lindqvist", "drbob").launch();
            two.expectStatus("The record of Freya Lindqvist is open");

            for (int round = 0; round < 2; round++) {
                one.press("Refresh");
                one.expectStatus("Refreshed: the context is unchanged");
                assertThat(one.banner()).containsText("Bram Bakker");
                two.press("Refresh");
                two.expectStatus("Refreshed: the context is unchanged");
                assertThat(two.banner()).containsText("Freya Lindqvist");
            }
            one.reload();
            one.expectStatus("The record of Bram Bakker is open");
            assertThat(one.region("What was granted")).containsText("\"patient\": \"pat-2\"");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-CTX-5 shows no patient banner where the EHR shows it, and attack 35: shows markup as text")
    void noBanner(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            String markup = "<img src=x onerror=alert(1)>";
            AppTab app = window.ehr()
                    .choose("Emre Yilmaz", "drbob")
                    .say(markup, "false")
                    .launch();
            app.signIn("drbob").accept();

            app.expectStatus("The record of Emre Yilmaz is open");
            assertThat(app.banner()).isHidden();
            assertThat(app.region("What the EHR said")).containsText("shown by the EHR");
            assertThat(app.region("What the EHR said")).containsText(markup);
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-AUTHZ-7 LCTX-23 says that access was refused, and the launch is used up")
    void refusedConsent(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.ehr().choose("Alice Archer", "drbob").launch();
            app.page().locator("#username").waitFor();
            String launched = launchAddress(window, demo);
            app.signIn("drbob").refuse();

            app.expectStatus("No access: access_denied");
            app.expectNoButton("Refresh");
            assertThat(app.address()).isEqualTo(demo.appUrl() + "app/index.html");
            app.go(launched);
            app.expectStatus("No access: invalid_request");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("LCTX-22 attack 19: opens nothing for another user than the one of the launch")
    void anotherUser(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.ehr().choose("Bram Bakker", "carol").launch();
            app.signIn("alice").accept();

            app.expectStatus("No access: access_denied");
            assertThat(app.tokens()).isEmpty();
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 20: opens nothing when its launch address is used again")
    void usedAgain(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.ehr().choose("Bram Bakker", "carol").launch();
            app.signIn("carol").accept();
            app.expectStatus("The record of Bram Bakker is open");
            assertThat(app.user()).containsText("RelatedPerson/rel-1");

            app.go(launchAddress(window, demo));
            app.expectStatus("No access: invalid_request");
            assertThat(app.tokens()).isEmpty();
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-AUTHZ-1 asks no FHIR server that it does not know")
    void strangeServer(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            EhrPage ehr = window.ehr();
            AppTab app = new AppTab(ehr.page());
            app.go(demo.appUrl() + "app/launch.html?iss=http%3A%2F%2F127.0.0.1%3A1%2Ffhir&launch=x");
            app.expectStatus("This app does not know that FHIR server");
            app.go(demo.appUrl() + "app/launch.html?launch=x");
            app.expectStatus("This app is opened from an EHR");
            app.go(demo.appUrl() + "app/index.html?code=x&state=y&iss=z");
            app.expectStatus("That is not an answer to this app");
            assertThat(window.addresses()).noneMatch(address -> address.startsWith("http://127.0.0.1:1/"));
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("can be launched with the keyboard alone")
    void keyboard(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.ehr().launchByKeyboard();
            app.signIn("drbob").accept();
            app.expectStatus("The record of Chidi Okafor is open");
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName("fits on a phone, as the EHR does, and all text can be read")
    void phone(ColorScheme scheme, Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, PHONE, scheme)) {
            EhrPage ehr = window.ehr().choose("Dolores Delgado", "drbob").say("summary-timeline-view", "true");
            AppTab app = ehr.launch();
            app.signIn("drbob").accept();
            app.expectStatus("The record of Dolores Delgado is open");

            for (Looks looks : List.of(ehr.looks(), app.looks())) {
                assertThat(looks.width()).isLessThanOrEqualTo(PHONE);
                assertThat(looks.faintTexts()).isEmpty();
                assertThat(looks.isDark()).isEqualTo(scheme == ColorScheme.DARK);
            }
            String mode = scheme == ColorScheme.DARK ? "dark" : "light";
            ehr.picture("ehr-launch-phone-" + mode);
            app.picture("growth-chart-phone-" + mode, app.region("Vital signs"));
            assertThat(window.problems()).isEmpty();
        }
    }

    private static String launchAddress(LaunchBrowser window, Demo demo) {
        List<String> launches = window.addresses().stream()
                .filter(address -> address.startsWith(demo.appUrl() + "app/launch.html?"))
                .toList();
        assertThat(launches).isNotEmpty();
        return launches.get(launches.size() - 1);
    }
}
