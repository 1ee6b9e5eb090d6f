/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.smart.PatientStep;
import org.smartpack.keycloak.testkit.smart.ScopeStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Every page of the pack, the playground and the sample app, narrow and wide, light and dark. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("axe-core finds nothing serious, and nothing is wider than the screen, on")
class AccessibilityIT {

    private final Axe axe = new Axe();

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo);
    }

    /** Measures a page; a failure names it, and the other pages are measured all the same. */
    private void check(SoftAssertions all, String name, Page page, int width) {
        all.assertThat(axe.serious(page)).as(name).isEmpty();
        all.assertThat(new Looks(page).width()).as("width of " + name).isLessThanOrEqualTo(width);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Pictures.file(name + "-" + width + (new Looks(page).prefersDark() ? "-dark" : ""))));
    }

    private void each(Browser browser, Demo demo, int width, ColorScheme scheme, Consumer<Visit> visit) {
        SoftAssertions all = new SoftAssertions();
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, width, scheme)) {
            visit.accept(new Visit(window, (name, page) -> check(all, name, page, width)));
            assertThat(window.problems()).isEmpty();
        }
        all.assertAll();
    }

    /** One of the four ways in which pages are shown, and how a page is checked. */
    private record Visit(LaunchBrowser window, BiConsumer<String, Page> check) {

        StandaloneTab check(String name, StandaloneTab tab) {
            check.accept(name, tab.page());
            return tab;
        }
    }

    @Test
    @DisplayName("nothing that has a fault: it is found")
    void fault(Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, 360, ColorScheme.LIGHT)) {
            Page page = window.standalone().page();
            page.evaluate("document.querySelector('main').append(document.createElement('button'))");
            assertThat(axe.serious(page)).singleElement().asString().startsWith("button-name: ");
        }
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    @DisplayName("the pages of a standalone launch, before and after them the playground's and the sample app's")
    void standalone(int width, ColorScheme scheme, Demo demo, Browser browser) {
        each(browser, demo, width, scheme, visit -> {
            StandalonePage start = visit.window().standalone().choose("drbob").askForVisit();
            assertThat(start.scopes()).containsText("patient/Encounter.r");
            visit.check().accept("playground-standalone", start.page());
            StandaloneTab tab = start.start();
            assertThat(tab.page().locator("#username")).isVisible();
            visit.check("login", tab);
            tab.page().locator("#password").fill("wrong");
            tab.page().locator("#kc-login").click();
            assertThat(tab.page().getByText("Invalid username or password")).isVisible();
            visit.check("login-refused", tab);
            assertThat(tab.signIn("drbob").agreement()).isVisible();
            visit.check("scopes", tab);
            tab.agree().expectPatients();
            visit.check("patients", tab);
            tab.search("Date of birth", "11-2-1984");
            assertThat(tab.page().getByText("That isn't a date of birth")).isVisible();
            visit.check("patients-wrong-date", tab);
            tab.search("Date of birth", "").search("Name", "nobody of this name");
            assertThat(tab.page().getByText("No patients were found")).isVisible();
            visit.check("patients-none", tab);
            tab.search("Name", "dolores").choose("Dolores Delgado").expectVisits();
            visit.check("visits", tab);
            tab.visit().click();
            tab.app().expectStatus("The record of Dolores Delgado is open");
            visit.check("growth-chart-standalone", tab);
        });
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    @DisplayName("the page that is shown while the FHIR server can't be reached, and the app that was cancelled then")
    void unavailable(int width, ColorScheme scheme, Demo demo, Browser browser) {
        SmartRealm realm = new SmartRealm(new Admin(demo.keycloakUrl()), "smart");
        each(browser, demo, width, scheme, visit -> {
            PatientStep.reach(realm, "http://127.0.0.1:1/fhir");
            try {
                StandaloneTab tab =
                        visit.window().standalone().start().signIn("drbob").agree();
                assertThat(tab.page().getByText("The records can't be reached")).isVisible();
                visit.check("unavailable", tab);
                tab.press("Cancel").app().expectStatus("No access: access_denied");
                visit.check("growth-chart-refused", tab);
            } finally {
                PatientStep.reach(realm, "");
            }
        });
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    @DisplayName("the page that is shown while another user than the launch's is signed in")
    void anotherUser(int width, ColorScheme scheme, Demo demo, Browser browser) {
        each(browser, demo, width, scheme, visit -> {
            AppTab first = visit.window()
                    .ehr()
                    .choose("Alice Archer", "alice")
                    .launch()
                    .signIn("alice")
                    .accept();
            first.expectStatus("The record of Alice Archer is open");
            AppTab second = visit.window().ehr().choose("Chidi Okafor", "drbob").launch();
            assertThat(second.page().getByText("Another user is signed in")).isVisible();
            visit.check().accept("another-user", second.page());
        });
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    @DisplayName("Keycloak's own consent page, where the realm asks for all or nothing")
    void consent(int width, ColorScheme scheme, Demo demo, Browser browser) {
        ScopeStep step = ScopeStep.of(new SmartRealm(new Admin(demo.keycloakUrl()), "smart"));
        each(browser, demo, width, scheme, visit -> {
            step.enable(false);
            try {
                StandaloneTab tab = visit.window().standalone().start().signIn("alice");
                assertThat(tab.agreement()).isVisible();
                visit.check("consent", tab);
                tab.agree().app().expectStatus("The record of Alice Archer is open");
            } finally {
                step.enable(true);
            }
        });
    }

    @ParameterizedTest(name = "{0} wide, {1}")
    @CsvSource({"360, LIGHT", "360, DARK", "1280, LIGHT", "1280, DARK"})
    @DisplayName("the other pages of the playground, and the sample app that an EHR opened")
    void playground(int width, ColorScheme scheme, Demo demo, Browser browser) {
        each(browser, demo, width, scheme, visit -> {
            EhrPage ehr = visit.window().ehr().choose("Alice Archer", "drbob").say("summary-timeline-view", "true");
            visit.check().accept("playground-ehr", ehr.page());
            AppTab app = ehr.launch();
            visit.check().accept("playground-ehr-launched", ehr.page());
            app.signIn("drbob").accept();
            app.expectStatus("The record of Alice Archer is open");
            visit.check().accept("growth-chart", app.page());
            for (Map.Entry<String, String> other : Map.of(
                            "playground-backend", "backend.html",
                            "playground-koppeltaal", "koppeltaal.html",
                            "koppeltaal-module", "koppeltaal/module.html",
                            "playground-iua", "iua.html",
                            "playground-nz", "nz.html",
                            "growth-chart-not-launched", "app/launch.html?launch=x",
                            "growth-chart-not-open", "app/index.html")
                    .entrySet()) {
                Page page = visit.window().open(demo.appUrl() + other.getValue());
                page.waitForLoadState(LoadState.NETWORKIDLE);
                visit.check().accept(other.getKey(), page);
            }
            Page backend = visit.window().open(demo.appUrl() + "backend.html");
            backend.locator("#send").click();
            assertThat(backend.getByText("The FHIR server allowed 2 of 10 requests."))
                    .isVisible();
            visit.check().accept("playground-backend-sent", backend);
            Page nz = visit.window().open(demo.appUrl() + "nz.html");
            nz.getByText("Leave out state").click();
            assertThat(nz.getByText("Refused: NZ-30")).isVisible();
            visit.check().accept("playground-nz-refused", nz);
        });
    }
}
