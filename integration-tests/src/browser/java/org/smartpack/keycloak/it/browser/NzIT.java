/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The playground's page of New Zealand's classes as a visitor uses it. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("The playground for New Zealand's classes")
class NzIT {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 360;

    @BeforeEach
    void forgetConsent(Demo demo) {
        RememberedConsent.forget(demo, "nz-health");
    }

    private static LaunchBrowser open(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, DESKTOP, ColorScheme.LIGHT);
    }

    private static NzPage page(LaunchBrowser window, Demo demo) {
        return new NzPage(window.open(demo.appUrl() + "nz.html"));
    }

    @Test
    @DisplayName(
            "NZ-8, 54, 55, 57, 78, 86: provider-portal checks the signature in the redirect, then redeems the code")
    void portal(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page =
                    page(window, demo).choose("provider-portal").obey().signIn().agree();
            page.expectStatus("Granted: ");
            page.expectStatus("Type Bearer. The FHIR server allowed 3 of 4 requests.");
            assertThat(page.client()).isEqualTo("provider-portal");
            assertThat(page.checks("front"))
                    .containsExactly(
                            "holds: Signature, by a key of the realm",
                            "holds: Issuer",
                            "holds: Audience",
                            "holds: Not expired",
                            "holds: nonce is the one that was sent",
                            "holds: c_hash fits the code",
                            "holds: s_hash fits state",
                            "holds: No personal data");
            assertThat(page.checks("tokens"))
                    .hasSize(7)
                    .allMatch(check -> check.startsWith("holds: "))
                    .endsWith("holds: at_hash fits the access token", "holds: The same user as in the redirect");
            assertThat(page.section("front")).not().containsText("fhirUser");
            assertThat(page.section("tokens")).containsText("\"fhirUser\"");
            assertThat(page.outcomes())
                    .containsExactly(
                            "GET Patient: 200 allowed",
                            "GET Patient/pat-1: 200 allowed",
                            "GET Observation/obs-vit-1: 200 allowed",
                            "POST Patient: 403 refused");
            assertThat(page.address()).isEqualTo(demo.appUrl() + "nz.html");
            page.page().reload();
            page.expectStatus("Nothing sent yet.");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("NZ-73, 75, 89: public-spa gets its tokens by code, and no refresh token")
    void publicApp(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page =
                    page(window, demo).choose("public-spa").obey().signIn().agree();
            page.expectStatus("The FHIR server allowed 3 of 4 requests.");
            assertThat(page.section("front")).isHidden();
            assertThat(page.section("wire")).containsText("in the query of the address");
            assertThat(page.section("tokens")).not().containsText("refresh_token");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("NZ-25: sensitive-portal's token works with a proof of its key, and not as a bearer token")
    void bound(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page = page(window, demo)
                    .choose("sensitive-portal")
                    .obey()
                    .signIn()
                    .agree()
                    .choosePatient("Alice Archer");
            page.expectStatus("Type DPoP. The FHIR server allowed 3 of 5 requests.");
            assertThat(page.section("tokens")).containsText("\"jkt\"");
            assertThat(page.outcomes())
                    .containsExactly(
                            "GET Patient: 200 allowed",
                            "GET Patient/pat-1: 200 allowed",
                            "GET Observation/obs-vit-1: 200 allowed",
                            "POST Patient: 403 refused",
                            "GET Patient/pat-1: 401 refused");
            page.disobey("Leave out the DPoP proof").choosePatient("Alice Archer");
            page.expectStatus("Refused: NZ-25");
            assertThat(page.section("reads")).isHidden();
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("NZ-84, NZ-90: system-feed gets a token without a user")
    void system(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page = page(window, demo).choose("system-feed").obey();
            page.expectStatus("Granted: system/*.rs");
            page.expectStatus("The FHIR server allowed 3 of 4 requests.");
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1}: {2}")
    @DisplayName("NZ-14, 22, 30, 50, 75, 77, 78: a request that breaks a rule is back at once, refused")
    @CsvSource({
        "public-spa, Leave out state, Refused: NZ-30",
        "public-spa, Leave out nonce, Refused: NZ-30",
        "public-spa, Leave out openid, Refused: NZ-50",
        "public-spa, Leave out PKCE, This is NZ-22",
        "public-spa, Ask for code id_token, This is NZ-75",
        "provider-portal, Leave out state, Refused: NZ-30",
        "provider-portal, Ask for code alone, Refused: NZ-78",
        "provider-portal, Ask for code id_token token, This is NZ-77",
        "sensitive-portal, Leave out state, Refused: NZ-30",
        "sensitive-portal, Ask for code alone, Refused: NZ-78",
        "sensitive-portal, Ask for fhirUser, Refused: NZ-14",
    })
    void requests(String client, String how, String said, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page = page(window, demo).choose(client).disobey(how);
            page.expectStatus(said);
            assertThat(page.client()).isEqualTo(client);
            assertThat(page.section("tokens")).isHidden();
            assertThat(page.address()).isEqualTo(demo.appUrl() + "nz.html");
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("NZ-55, NZ-88: another code stops at the app, another verifier at Keycloak")
    void afterLogin(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page = page(window, demo)
                    .choose("provider-portal")
                    .disobey("Slip in another code")
                    .signIn()
                    .agree();
            page.expectStatus("Refused by the app: NZ-55");
            page.expectStatus("Not so: c_hash fits the code");
            assertThat(page.checks("front"))
                    .filteredOn(check -> check.startsWith("does not hold"))
                    .containsExactly("does not hold: c_hash fits the code");
            assertThat(page.section("tokens")).isHidden();
            page.disobey("Send another verifier");
            page.expectStatus("Refused: invalid_grant");
            assertThat(page.section("reads")).isHidden();
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("NZ-4, 8, 9, 22, 26, 27, 29, 56, 61, 72, 80, 83, 84, 89: no client can be saved with a setting"
            + " that breaks a rule")
    @CsvSource({"public-spa, 11", "provider-portal, 12", "sensitive-portal, 12", "system-feed, 9"})
    void settings(String client, int count, Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            NzPage page = page(window, demo).choose(client);
            List<String> tries = page.section("rules-body").getByText("Save ").allInnerTexts();
            assertThat(tries).hasSize(count);
            for (String how : tries) {
                page.disobey(how);
                page.expectStatus("Not saved: NZ-");
                assertThat(page.section("wire")).containsText("HTTP 400");
                assertThat(page.rules())
                        .flatMap(ids -> List.of(ids.split(", ")))
                        .contains(page.refusedBy());
            }
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("NZ-55: an answer that nobody asked for in this tab is not taken")
    void unasked(Demo demo, Browser browser) {
        try (LaunchBrowser window = open(browser, demo)) {
            Page tab = window.open(demo.appUrl() + "nz.html#code=stolen&state=x&iss=y&id_token=a.b.c");
            NzPage page = new NzPage(tab);
            page.expectStatus("That is no answer to this page");
            assertThat(page.section("tokens")).isHidden();
            assertThat(page.address()).isEqualTo(demo.appUrl() + "nz.html");
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    @DisplayName("NZ-30: on a phone, with the keyboard alone, a rule is broken and the refusal can be read")
    void phone(ColorScheme scheme, Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, PHONE, scheme)) {
            NzPage page = page(window, demo);
            new Keyboard(page.page()).press(page.button("Leave out state"));
            page.expectStatus("Refused: NZ-30");
            assertThat(page.page().getByText("Refused: NZ-30")).isInViewport();
            Looks looks = new Looks(page.page());
            assertThat(looks.width()).isLessThanOrEqualTo(PHONE);
            assertThat(looks.faintTexts()).isEmpty();
            assertThat(looks.isDark()).isEqualTo(scheme == ColorScheme.DARK);
            assertThat(window.problems()).isEmpty();
        }
    }
}
