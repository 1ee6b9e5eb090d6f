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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A user starts the sample app without an EHR. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("SMART-LAUNCH-5: an app that is started on its own")
class StandaloneIT {

    private static final int WIDTH = 1280;
    private static final String VITAL_SIGNS = "patient/Observation.rs?category=vital-signs";

    private LaunchBrowser open(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT);
    }

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    @Test
    @DisplayName("gets the patient and the visit that a practitioner chooses, and keeps them when it refreshes")
    void practitioner(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            StandalonePage start = window.standalone().choose("drbob").askForVisit();
            assertThat(start.scopes()).containsText("launch/encounter");
            start.picture("standalone");
            StandaloneTab tab = start.start();
            assertThat(tab.page().locator("#username")).hasValue("drbob");
            assertThat(tab.signIn("drbob").agreement()).isVisible();
            tab.picture("choose-scopes").agree();
            tab.expectPatients().picture("choose-patient");
            assertThat(tab.patients()).hasSizeGreaterThan(5).anyMatch(text -> text.contains("100003"));

            tab.search("Name", "nobody of this name");
            assertThat(tab.page().getByText("No patients were found")).isVisible();
            tab.search("Name", "").search("Record number", "100003");
            assertThat(tab.patients()).singleElement().asString().contains("Chidi Okafor");
            tab.choose("Chidi Okafor").expectVisits();
            assertThat(tab.page().locator(".smart-whose")).containsText("Chidi Okafor");
            tab.picture("choose-visit");
            tab.visit().click();

            AppTab app = tab.app();
            app.expectStatus("The record of Chidi Okafor is open");
            assertThat(app.banner()).containsText("born 1991-06-04");
            assertThat(app.user()).containsText("Practitioner/prac-1");
            assertThat(app.region("What the app is open for")).containsText("(enc-3)");
            assertThat(app.region("Laboratory")).containsText("Hemoglobin");
            assertThat(app.region("Vital signs")).containsText("69 /min");
            assertThat(app.region("Conditions")).containsText("Seasonal allergy");
            assertThat(app.region("What was granted")).containsText("\"patient\": \"pat-3\"");
            app.press("Refresh");
            app.expectStatus("Refreshed: the context is unchanged");
            app.reload();
            app.expectStatus("The record of Chidi Okafor is open");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("gets the record of a patient who signs in, with nothing to choose")
    void patient(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab app = window.standalone()
                    .choose("alice")
                    .start()
                    .signIn("alice")
                    .agree()
                    .app();
            app.expectStatus("The record of Alice Archer is open");
            assertThat(app.user()).containsText("Patient/pat-1");
            app.press("Log out");
            app.expectStatus("You are logged out");
            app.page().getByText("To the playground").click();
            assertThat(app.page()).hasURL(demo.appUrl() + "standalone.html");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("gets the patient whom a related person cares for, once that person has chosen")
    void relatedPerson(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            StandaloneTab tab =
                    window.standalone().choose("carol").start().signIn("carol").agree();
            assertThat(tab.patients()).singleElement().asString().contains("Bram Bakker");
            AppTab app = tab.choose("Bram Bakker").app();
            app.expectStatus("The record of Bram Bakker is open");
            assertThat(app.user()).containsText("RelatedPerson/rel-1");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 20: attack 24: keeps its patient beside another tab and beside an EHR's launch")
    void tabs(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab ehr = window.ehr().choose("Emre Yilmaz", "drbob").launch();
            ehr.signIn("drbob").accept();
            ehr.expectStatus("The record of Emre Yilmaz is open");

            AppTab one =
                    window.standalone().start().agree().choose("Bram Bakker").app();
            one.expectStatus("The record of Bram Bakker is open");
            AppTab two = window.standalone().start().choose("Freya Lindqvist").app();
            two.expectStatus("The record of Freya Lindqvist is open");

            for (AppTab app : List.of(one, two, ehr, two, one)) {
                app.press("Refresh");
                app.expectStatus("Refreshed: the context is unchanged");
            }
            assertThat(one.banner()).containsText("Bram Bakker");
            assertThat(two.banner()).containsText("Freya Lindqvist");
            assertThat(ehr.region("What was granted")).containsText("\"patient\": \"pat-5\"");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-60 gets no vital signs when its user unticks them, nor anything once access is revoked")
    void unticked(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            StandaloneTab tab = window.standalone().start().signIn("drbob");
            tab.scope(VITAL_SIGNS).uncheck();
            tab.picture("choose-scopes");
            AppTab app = tab.agree().choose("Chidi Okafor").app();
            app.expectStatus("The record of Chidi Okafor is open");
            app.expectStatus("It was not allowed to see: vital signs.");
            assertThat(app.region("Vital signs")).containsText("Not granted");
            assertThat(app.region("Laboratory")).containsText("Hemoglobin");
            app.picture("growth-chart-without-vital-signs", app.region("Conditions"));
            String token = (String) app.tokens().get("accessToken");
            for (Map.Entry<String, Integer> read :
                    Map.of("obs-vit-3", 403, "obs-lab-3", 200).entrySet()) {
                given().auth()
                        .oauth2(token)
                        .get(demo.fhirBaseUrl("smart") + "/Observation/" + read.getKey())
                        .then()
                        .statusCode(read.getValue());
            }
            SmartRealm realm = new SmartRealm(new Admin(demo.keycloakUrl()), "smart");
            assertThat(realm.introspect(token).getString("scope").split(" "))
                    .contains("patient/Observation.rs?category=laboratory")
                    .doesNotContain(VITAL_SIGNS);
            app.press("Refresh");
            app.expectStatus("Refreshed: the context is unchanged");
            assertThat(app.region("Vital signs")).containsText("Not granted");

            RememberedConsent.forget(demo);
            app.press("Refresh");
            app.expectStatus("No token: invalid_grant");
            assertThat(window.problems()).noneMatch(problem -> !problem.contains("status of 400"));
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-60 is open for no patient when its user unticks all health records")
    void nothing(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            StandaloneTab tab = window.standalone().start().signIn("alice");
            assertThat(tab.agreement()).isVisible();
            for (Locator tick :
                    tab.page().locator("input[name=scope][value^='patient/']").all()) {
                tick.uncheck();
            }
            AppTab app = tab.agree().app();
            app.expectStatus("No patient’s record is open");
            assertThat(app.region("Laboratory")).isHidden();
            assertThat(app.user()).containsText("Patient/pat-1");
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({
        "patient/Observation.rs?category=vital-signs, Vital signs, vital signs",
        "patient/Observation.rs?category=laboratory, Laboratory, laboratory",
        "patient/Condition.rs, Conditions, conditions",
    })
    @DisplayName("goes on with less than it asked for, and says what it may not see")
    void less(String scope, String region, String name, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            window.leaveOut(scope);
            AppTab app = window.standalone().start().signIn("alice").agree().app();
            app.expectStatus("The record of Alice Archer is open");
            app.expectStatus("It was not allowed to see: " + name + ".");
            assertThat(app.region(region)).containsText("Not granted");
            assertThat(app.region("What was granted").getByRole(AriaRole.LIST).last())
                    .hasText(scope);
            for (String other : List.of("Vital signs", "Laboratory", "Conditions")) {
                assertThat(app.region(other).getByText("Not granted")).hasCount(other.equals(region) ? 1 : 0);
            }
            app.press("Refresh");
            app.expectStatus("Refreshed: the context is unchanged");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("goes on without the patient's name where that was not granted")
    void nameless(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            window.leaveOut("patient/Patient.r");
            AppTab app = window.standalone()
                    .start()
                    .signIn("drbob")
                    .agree()
                    .choose("Alice Archer")
                    .app();
            app.expectStatus("The record of pat-1 is open");
            app.expectStatus("It was not allowed to see: name and birth date.");
            assertThat(app.banner()).containsText("name and birth date were not granted");
            assertThat(app.region("Laboratory")).containsText("Hemoglobin");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("gets no token when the user cancels")
    void cancelled(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            AppTab one =
                    window.standalone().start().signIn("drbob").press("Cancel").app();
            one.expectStatus("No access: access_denied");
            // Nobody is signed in yet: the login ended without.
            AppTab two = window.standalone()
                    .start()
                    .signIn("drbob")
                    .agree()
                    .expectPatients()
                    .press("Cancel")
                    .app();
            two.expectStatus("No access: access_denied");
            assertThat(one.tokens()).isEmpty();
            assertThat(two.tokens()).isEmpty();
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("can be started, given a patient and used with the keyboard alone")
    void keyboard(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            StandaloneTab tab = window.standalone().startByKeyboard();
            Keyboard keyboard = new Keyboard(tab.page());
            keyboard.write(tab.page().locator("#username"), "drbob");
            keyboard.write(tab.page().locator("#password"), "drbob");
            tab.page().keyboard().press("Enter");
            keyboard.tabTo(tab.scope("patient/Condition.rs"));
            tab.page().keyboard().press("Space");
            keyboard.press(tab.agreement());
            keyboard.write(tab.expectPatients().field("Date of birth"), "1972-12-24");
            tab.page().keyboard().press("Enter");
            assertThat(tab.patient("Alice Archer")).isHidden();
            keyboard.press(tab.patient("Dolores Delgado"));
            keyboard.press(tab.expectVisits().visit());

            AppTab app = tab.app();
            app.expectStatus("The record of Dolores Delgado is open");
            app.expectStatus("It was not allowed to see: conditions.");
            keyboard.press(app.button("Refresh"));
            app.expectStatus("Refreshed: the context is unchanged");
            assertThat(window.problems()).isEmpty();
        }
    }
}
