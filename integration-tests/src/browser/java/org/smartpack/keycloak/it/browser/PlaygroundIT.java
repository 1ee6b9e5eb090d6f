/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.Demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The demo's page for backend services as a visitor uses it. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("The playground for backend services")
class PlaygroundIT {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 400;

    private static final String LABORATORY = "system/Observation.rs?category=laboratory";

    private static final List<String> OUTCOMES_OF_LABORATORY = List.of(
            "GET Observation: 200 allowed",
            "GET Observation/obs-lab-1: 200 allowed",
            "GET Observation/obs-vit-1: 403 refused",
            "GET Patient: 403 refused",
            "GET Patient/pat-1: 403 refused",
            "GET Condition/cond-1: 403 refused",
            "GET Encounter: 403 refused",
            "POST Observation: 403 refused",
            "POST Observation: 403 refused",
            "POST Patient: 403 refused");

    @ParameterizedTest(name = "signed with {0}")
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("a restricted scope is granted as asked, and the FHIR server lets nothing else through")
    void restricted(String algorithm, Demo demo, Browser browser) {
        try (Playground playground = Playground.open(browser, demo, DESKTOP, ColorScheme.LIGHT)) {
            playground.send("bulk-client", LABORATORY, algorithm);

            playground.expectStatus("Granted, exactly as asked");
            playground.expectStatus("The FHIR server allowed 2 of 10 requests.");
            assertThat(playground.granted()).contains("granted " + LABORATORY);
            assertThat(playground.outcomes()).containsExactlyElementsOf(OUTCOMES_OF_LABORATORY);
            assertThat(playground.row("Search all observations")).containsText("6 found, laboratory");
            assertThat(playground.exchange()).containsText("\"alg\": \"" + algorithm + "\"");
            assertThat(playground.problems()).isEmpty();
            if (algorithm.equals("ES384")) {
                playground.picture();
            }
        }
    }

    @Test
    @DisplayName("introspection shows the same scope")
    void introspection(Demo demo, Browser browser) {
        try (Playground playground = Playground.open(browser, demo, DESKTOP, ColorScheme.LIGHT)) {
            playground.send("bulk-client", LABORATORY, "ES384");
            playground.expectStatus("The FHIR server allowed");

            assertThat(playground.introspect()).containsText("\"active\": true");
            assertThat(playground.introspect()).containsText(LABORATORY);
            assertThat(playground.problems()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} asks for {1}")
    @CsvSource({
        "bulk-client, system/*.*, system/*.read, 7",
        "lab-feed, system/*.cruds, system/Observation.cruds?category=laboratory, 5",
    })
    @DisplayName("what goes beyond the allowances is left out")
    void narrowed(String client, String asked, String got, int allowed, Demo demo, Browser browser) {
        try (Playground playground = Playground.open(browser, demo, DESKTOP, ColorScheme.LIGHT)) {
            playground.send(client, asked, "RS384");

            playground.expectStatus("Granted in part");
            playground.expectStatus("allowed " + allowed + " of 10");
            assertThat(playground.granted()).contains("granted " + got);
            assertThat(playground.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system/Patient.d", "patient/*.rs"})
    @DisplayName("a scope outside every allowance: the error is shown, no request to the FHIR server is tried")
    void refused(String scope, Demo demo, Browser browser) {
        try (Playground playground = Playground.open(browser, demo, DESKTOP, ColorScheme.LIGHT)) {
            playground.send("bulk-client", scope, "ES384");

            playground.expectStatus("Refused: invalid_scope");
            assertThat(playground.exchange()).containsText("Answer: HTTP 400");
            assertThat(playground.reads()).isHidden();
            assertThat(playground.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName("on a phone nothing is wider than the screen, and all text can be read")
    void phone(ColorScheme scheme, Demo demo, Browser browser) {
        try (Playground playground = Playground.open(browser, demo, PHONE, scheme)) {
            assertThat(playground.looks().width()).isLessThanOrEqualTo(PHONE);
            assertThat(playground.looks().faintTexts()).isEmpty();

            playground.send("bulk-client", LABORATORY, "ES384");
            playground.expectStatus("The FHIR server allowed");

            assertThat(playground.looks().width()).isLessThanOrEqualTo(PHONE);
            assertThat(playground.looks().faintTexts()).isEmpty();
            assertThat(playground.looks().isDark()).isEqualTo(scheme == ColorScheme.DARK);
            assertThat(playground.problems()).isEmpty();
        }
    }
}
