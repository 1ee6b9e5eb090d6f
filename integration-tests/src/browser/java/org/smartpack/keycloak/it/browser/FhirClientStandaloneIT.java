/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.path.json.JsonPath;
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
import org.smartpack.keycloak.demo.fhir.DemoPatient;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Standalone launches of apps that use the published fhirclient as it is, in the browser and on a server. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("SMART-LAUNCH-5: an app with fhirclient that is started on its own")
class FhirClientStandaloneIT {

    private static final int WIDTH = 1280;

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

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    private static ExpectedChoice choice(Demo demo, String app, int patient, String fhirUser) {
        return new ExpectedChoice(
                new SmartRealm(new Admin(demo.keycloakUrl()), "smart"),
                app.replaceFirst("\\?.*", ""),
                DemoPatient.all().get(patient - 1),
                fhirUser);
    }

    private static StandaloneTab start(LaunchBrowser window, String app) {
        return new StandaloneTab(window.open(apps.standaloneUrl(app)));
    }

    @ParameterizedTest(name = "{0}: {1} gets {2}")
    @CsvSource({
        "growth-chart, alice, 1, Patient/pat-1",
        "growth-chart, drbob, 4, Practitioner/prac-1",
        "growth-chart, carol, 2, RelatedPerson/rel-1",
        "web-app, alice, 1, Patient/pat-1",
        "web-app, drbob, 6, Practitioner/prac-1",
        "web-app, carol, 2, RelatedPerson/rel-1",
        "signed-app?alg=RS384, drbob, 3, Practitioner/prac-1",
        "signed-app?alg=ES384, carol, 2, RelatedPerson/rel-1",
    })
    @DisplayName("SMART-CTX-1 SMART-REFRESH-4 attack 24: gets the user's patient and keeps it in two refreshes")
    void users(String app, String user, int patient, String fhirUser, Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT)) {
            ExpectedChoice choice = choice(demo, app, patient, fhirUser);
            StandaloneTab login = start(window, app).signIn(user).agree();
            if (!user.equals("alice")) {
                login.choose(DemoPatient.all().get(patient - 1).name());
            }
            FhirClientTab tab = new FhirClientTab(login.page());

            choice.isReportedBy(tab.opened());
            choice.isReportedBy(tab.refresh(1));
            choice.isReportedBy(tab.refresh(2));
            choice.isIntrospected(3);
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"growth-chart, growth-chart", "web-app, web-app", "signed-app?alg=ES384, growth-chart"})
    @DisplayName("attack 20: attack 24: keeps its patient beside another tab of the same user")
    void tabs(String app, String otherApp, Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT)) {
            ExpectedChoice first = choice(demo, app, 2, "Practitioner/prac-1");
            ExpectedChoice second = choice(demo, otherApp, 6, "Practitioner/prac-1");
            FhirClientTab one = new FhirClientTab(start(window, app)
                    .signIn("drbob")
                    .agree()
                    .choose("Bram Bakker")
                    .page());
            first.isReportedBy(one.opened());
            StandaloneTab login = start(window, otherApp);
            if (!app.equals(otherApp)) {
                login.agree();
            }
            FhirClientTab two =
                    new FhirClientTab(login.choose("Freya Lindqvist").page());
            second.isReportedBy(two.opened());
            for (int count = 1; count <= 2; count++) {
                first.isReportedBy(one.refresh(count));
                second.isReportedBy(two.refresh(count));
            }
            first.isIntrospected(3);
            second.isIntrospected(3);
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("is told when the user cancels")
    void cancelled(Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT)) {
            StandaloneTab login = start(window, "growth-chart")
                    .signIn("carol")
                    .agree()
                    .expectPatients()
                    .press("Cancel");
            new FhirClientTab(login.page()).expectFailure("access_denied");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("gets the patient of a user whose browser runs no scripts")
    void withoutScripts(Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.withoutScripts(browser, demo, WIDTH)) {
            StandaloneTab login =
                    start(window, "web-app").signIn("drbob").agree().expectPatients();
            login.search("Name", "lindqvist");
            assertThat(login.patient("Alice Archer")).isHidden();
            login.choose("Freya Lindqvist");
            assertThat(login.page()).hasURL(Pattern.compile("/opened/[\\w-]+$"));
            // The app's own page needs its script; what it would ask its server for can be opened as well.
            login.page().navigate(login.page().url().replace("/opened/", "/session/"));
            ExpectedChoice choice = choice(demo, "web-app", 6, "Practitioner/prac-1");
            choice.isReportedBy(JsonPath.from(login.page().locator("body").textContent()));
            choice.isIntrospected(1);
        }
    }
}
