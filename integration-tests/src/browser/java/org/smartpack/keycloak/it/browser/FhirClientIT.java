/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Browser;
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
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.demo.fhir.DemoPatient;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** EHR launches of apps that use the published fhirclient as it is, in the browser and on a server. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("An app with fhirclient")
class FhirClientIT {

    private static final int WIDTH = 1280;
    private static final DemoPatient BRAM = DemoPatient.all().get(1);
    private static final DemoPatient CHIDI = DemoPatient.all().get(2);
    private static final DemoPatient FREYA = DemoPatient.all().get(5);

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

    private static LaunchBrowser open(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, WIDTH, ColorScheme.LIGHT);
    }

    private static SmartRealm realm(Demo demo) {
        return new SmartRealm(new Admin(demo.keycloakUrl()), "smart");
    }

    private static ExpectedGrant grant(Demo demo, String app, DemoPatient patient) {
        return new ExpectedGrant(realm(demo), app.replaceFirst("\\?.*", ""), patient);
    }

    /** The EHR registers the context and opens the app in a new tab. */
    private static FhirClientTab launch(LaunchBrowser window, Demo demo, String app, ExpectedGrant grant) {
        String launch = realm(demo).register(grant.context());
        return new FhirClientTab(window.open(apps.launchUrl(app, launch)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"growth-chart", "web-app", "signed-app?alg=RS384", "signed-app?alg=ES384"})
    @DisplayName("SMART-LAUNCH-2 SMART-LAUNCH-3 SMART-LAUNCH-4 SMART-CTX-1 SMART-CTX-2 SMART-CTX-5 SMART-REFRESH-4"
            + " gets the patient of its launch, reads the record and keeps it in two refreshes")
    void freshBrowser(String app, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            ExpectedGrant grant = grant(demo, app, CHIDI);
            FhirClientTab tab = launch(window, demo, app, grant);
            tab.signIn("drbob").accept();

            grant.isReportedBy(tab.opened());
            grant.isReportedBy(tab.refresh(1));
            grant.isReportedBy(tab.refresh(2));
            grant.isIntrospected(3);
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"growth-chart", "web-app", "signed-app?alg=ES384"})
    @DisplayName(
            "SMART-LAUNCH-4 attack 24: asks nobody to sign in who is, and the next launch leaves the former grant alone")
    void signedIn(String app, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            ExpectedGrant first = grant(demo, app, BRAM);
            FhirClientTab one = launch(window, demo, app, first);
            one.signIn("drbob").accept();
            first.isReportedBy(one.opened());

            ExpectedGrant second = grant(demo, app, FREYA);
            FhirClientTab two = launch(window, demo, app, second);
            second.isReportedBy(two.opened());

            refreshInTurn(one, first, two, second);
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "growth-chart, growth-chart",
        "web-app, web-app",
        "signed-app?alg=ES384, signed-app?alg=RS384",
        "growth-chart, web-app",
        "growth-chart, signed-app?alg=RS384",
        "signed-app?alg=ES384, web-app",
    })
    @DisplayName("attack 20: attack 24: keeps its patient when another launch begins and ends before this one ends")
    void interleaved(String app, String otherApp, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            ExpectedGrant first = grant(demo, app, BRAM);
            ExpectedGrant second = grant(demo, otherApp, FREYA);
            FhirClientTab one = launch(window, demo, app, first).expectLogin();
            FhirClientTab two = launch(window, demo, otherApp, second).expectLogin();

            one.signIn("drbob").expectConsent();
            two.signIn("drbob").expectConsent();
            one.expectToGoOnAfter(two::accept);
            second.isReportedBy(two.opened());
            if (!second.isOfSameApp(first)) {
                one.accept();
            }
            first.isReportedBy(one.opened());

            refreshInTurn(two, second, one, first);
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"growth-chart, growth-chart", "web-app, growth-chart", "signed-app?alg=ES384, web-app"})
    @DisplayName("attack 20: attack 24: keeps its patient when the user signs in for another launch")
    void signedInElsewhere(String app, String otherApp, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            ExpectedGrant first = grant(demo, app, BRAM);
            ExpectedGrant second = grant(demo, otherApp, FREYA);
            FhirClientTab one = launch(window, demo, app, first).expectLogin();
            FhirClientTab two = launch(window, demo, otherApp, second).expectLogin();

            one.expectToGoOnAfter(() -> two.signIn("drbob").accept());
            second.isReportedBy(two.opened());
            if (!second.isOfSameApp(first)) {
                one.accept();
            }
            first.isReportedBy(one.opened());

            refreshInTurn(one, first, two, second);
            assertThat(window.problems()).isEmpty();
        }
    }

    private static void refreshInTurn(FhirClientTab one, ExpectedGrant first, FhirClientTab two, ExpectedGrant second) {
        for (int count = 1; count <= 2; count++) {
            first.isReportedBy(one.refresh(count));
            second.isReportedBy(two.refresh(count));
        }
        first.isIntrospected(3);
        second.isIntrospected(3);
    }

    @Test
    @DisplayName("SMART-LAUNCH-6 attack 19: attack 20: is told of the error when the launch is another app's, or used")
    void wrongLaunch(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            ExpectedGrant grant = grant(demo, "web-app", BRAM);
            String launch = realm(demo).register(grant.context());
            for (String stranger : List.of("growth-chart", "signed-app?alg=ES384")) {
                new FhirClientTab(window.open(apps.launchUrl(stranger, launch)))
                        .expectFailure("invalid_request: invalid launch");
            }
            FhirClientTab tab = new FhirClientTab(window.open(apps.launchUrl("web-app", launch)));
            tab.signIn("drbob").accept();
            grant.isReportedBy(tab.opened());

            new FhirClientTab(window.open(apps.launchUrl("web-app", launch)))
                    .expectFailure("invalid_request: invalid launch");
            grant.isReportedBy(tab.refresh(1));
            assertThat(window.problems()).isEmpty();
        }
    }
}
