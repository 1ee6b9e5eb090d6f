/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A user of the portal opens a module; applications get their tokens. */
@Tag("browser")
@ExtendWith(BrowserRun.class)
@DisplayName("The Koppeltaal page")
class KoppeltaalIT {

    private static final int DESKTOP = 1280;
    private static final int PHONE = 400;
    private static final String OWN = "?resource-origin=Device/";

    private static LaunchBrowser window(Browser browser, Demo demo) {
        return LaunchBrowser.open(browser, demo, DESKTOP, ColorScheme.LIGHT);
    }

    private static KoppeltaalPage portal(LaunchBrowser window, Demo demo) {
        return new KoppeltaalPage(window.open(demo.appUrl() + "koppeltaal.html"));
    }

    @Test
    @DisplayName("KT-HTI-2 KT-TOK-1 INTRO-KT-7 the portal launches the module: references, NOOP, introspection")
    void launch(Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            KoppeltaalPage portal = portal(window, demo).choose("practitioner-1", "samenstellen-behandeling");
            assertThat(portal.dutch("Module starten")).isHidden();
            assertThat(portal.speak("Nederlands").dutch("Module starten")).isVisible();
            assertThat(portal.english("Launch the module")).isHidden();
            assertThat(portal.speak("English").dutch("Module starten")).isHidden();
            ModulePage module = portal.launch().signIn("practitioner-1");

            module.expectStatus("module is open for Practitioner/kt-prac-1");
            assertThat(module.section("launch")).containsText("\"aud\": \"Device/module\"");
            assertThat(module.section("launch")).containsText("\"iss\": \"portal\"");
            for (String member : List.of(
                    "\"access_token\": \"NOOP\"",
                    "\"resource\": \"Task/task-1\"",
                    "\"definition\": \"ActivityDefinition/activity-1\"",
                    "\"sub\": \"Practitioner/kt-prac-1\"",
                    "\"patient\": \"Patient/kt-pat-1\"",
                    "\"intent\": \"samenstellen-behandeling\"")) {
                assertThat(module.section("response")).containsText(member);
            }
            assertThat(module.section("response")).not().containsText("refresh_token");
            assertThat(module.section("user")).containsText("\"sub\": \"Practitioner/kt-prac-1\"");
            assertThat(module.section("introspection")).containsText("HTTP 200");
            assertThat(module.section("introspection")).containsText("\"active\": true");
            assertThat(module.section("introspection")).containsText("\"resource\": \"Task/task-1\"");
            assertThat(module.address()).isEqualTo(demo.appUrl() + "koppeltaal/module.html");
            module.picture("koppeltaal-module");

            ModulePage again = module.back().choose("practitioner-1", "").launch();
            again.expectStatus("module is open for Practitioner/kt-prac-1");
            assertThat(window.addresses()).noneMatch(address -> address.contains("launch="));
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("KT-AUTHZ-4 KT-AUD-5 the module is not opened for somebody else than the user of the launch")
    void anotherUser(Demo demo, Browser browser) {
        AssertionBuilder token = hti();
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, DESKTOP, ColorScheme.LIGHT, "nl-NL")) {
            ModulePage module = portal(window, demo)
                    .launchWith(token.sign(), demo.fhirBaseUrl("koppeltaal"))
                    .signIn("patient-1");

            module.expectRefusal("U bent niet ingelogd als degene voor wie het portaal de module startte", token.jti());
            assertThat(module.signOut()).hasText("Uitloggen");
            module.picture("koppeltaal-refused");
            assertThat(module.unfold().developers()).containsText("access_denied");
            assertThat(window.problems()).isEmpty();
        }
    }

    /** A right launch token of the portal for the module and the practitioner, to be spoilt. */
    private static AssertionBuilder hti() {
        return Portal.demoHti().claim("sub", Domain.PRACTITIONER);
    }

    private record Wrong(String name, AssertionBuilder token, String signed) {

        static Wrong signed(String name, AssertionBuilder token) {
            return new Wrong(name, token, token.sign());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Wrong> wrongTokens() throws JOSEException {
        long now = AssertionBuilder.now();
        AssertionBuilder hs256 = hti().header("alg", "HS256");
        String content = hs256.unsigned();
        byte[] publicKey =
                ClientKey.demo("portal").jwk().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        String mac = new MACSigner(publicKey)
                .sign(new JWSHeader(JWSAlgorithm.HS256), content.getBytes(StandardCharsets.US_ASCII))
                .toString();
        return List.of(
                new Wrong("signed with HS256 and the public key", hs256, content + "." + mac),
                Wrong.signed("for another Device", hti().claim("aud", "Device/module-smart")),
                Wrong.signed("expired", hti().claim("iat", now - 400).claim("exp", now - 120)),
                Wrong.signed("without exp", hti().claim("exp", null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    @DisplayName("attack 33 KT-AUTHZ-1 KT-AUD-5 a wrong launch token: a friendly page with the reference, no token")
    void wrongToken(Wrong wrong, Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            ModulePage module = portal(window, demo).launchWith(wrong.signed(), demo.fhirBaseUrl("koppeltaal"));

            assertRefused(module, wrong.token());
            assertThat(window.addresses()).noneMatch(address -> address.contains("code="));
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("attack 33 KT-HTI-7 KT-AUD-5 a launch token works once: not again in its browser, and in no other")
    void replayedToken(Demo demo, Browser browser) {
        AssertionBuilder token = hti();
        String signed = token.sign();
        try (LaunchBrowser window = window(browser, demo);
                LaunchBrowser other = window(browser, demo)) {
            ModulePage module = portal(window, demo)
                    .launchWith(signed, demo.fhirBaseUrl("koppeltaal"))
                    .signIn("practitioner-1");
            module.expectStatus("module is open for Practitioner/kt-prac-1");

            assertRefused(portal(window, demo).launchWith(signed, demo.fhirBaseUrl("koppeltaal")), token);
            assertRefused(portal(other, demo).launchWith(signed, demo.fhirBaseUrl("koppeltaal")), token);
            assertThat(window.problems()).isEmpty();
            assertThat(other.problems()).isEmpty();
        }
    }

    private static void assertRefused(ModulePage module, AssertionBuilder token) {
        module.expectRefusal("The module did not open", token.jti());
        assertThat(module.unfold().developers()).containsText("invalid launch token");
    }

    @Test
    @DisplayName("INTRO-KT-2 the SMART module gets a real token, whose introspection names the user")
    void smartModule(Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            ModulePage module = portal(window, demo)
                    .choose("practitioner-1", "samenstellen-behandeling")
                    .launchSmartModule()
                    .signIn("practitioner-1");

            module.expectStatus("module-smart is open for");
            assertThat(module.section("launch")).isHidden();
            assertThat(module.section("response")).containsText("\"patient\": \"kt-pat-1\"");
            for (String member : List.of(
                    "\"active\": true",
                    "\"client_id\": \"module-smart\"",
                    "\"user\": \"Practitioner/kt-prac-1\"",
                    "\"patient\": \"kt-pat-1\"",
                    "Task/task-1\"",
                    "\"intent\": \"samenstellen-behandeling\"")) {
                assertThat(module.section("introspection")).containsText(member);
            }
            assertThat(window.problems()).isEmpty();
        }
    }

    @Test
    @DisplayName("KT-SCP-3 each application gets what its role gives, and the FHIR service goes by it")
    void applications(Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            KoppeltaalPage page = portal(window, demo).ask("portal");
            page.expectStatus("portal: 3 scopes");
            page.expectStatus("allowed 6 of 7");
            assertThat(page.scopes())
                    .containsExactlyInAnyOrder(
                            "system/Patient.cruds" + OWN + "portal",
                            "system/Task.cruds" + OWN + "portal",
                            "system/ActivityDefinition.rs");
            assertThat(page.outcomes()).contains("GET Task/task-1: 200 allowed", "GET Patient/pat-1: 403 refused");
            assertThat(page.answer()).not().containsText("refresh_token");
            page.picture("koppeltaal");

            page.ask("module").expectStatus("module: 3 scopes");
            page.expectStatus("allowed 4 of 7");
            assertThat(page.scopes())
                    .containsExactlyInAnyOrder(
                            "system/AuditEvent.c" + OWN + "module",
                            "system/Patient.rs" + OWN + "portal",
                            "system/Task.rus" + OWN + "portal");
            page.ask("planner").expectStatus("it can be refreshed");
            page.ask("unassigned").expectStatus("unassigned: no scopes");
            page.expectStatus("allowed 0 of 7");
            assertThat(page.scopes()).isEmpty();
            // The FHIR service's refusals are the point here; Chromium notes each of them.
            assertThat(window.problems()).allMatch(problem -> problem.contains("status of 403"));
        }
    }

    @Test
    @DisplayName("can be used with the keyboard alone")
    void keyboard(Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            KoppeltaalPage portal = portal(window, demo);
            portal.page().locator("#launch:enabled").waitFor();
            ModulePage module = portal.launchByKeyboard().signIn("practitioner-1");

            module.expectStatus("module is open for Practitioner/kt-prac-1");
            assertThat(module.section("response")).containsText("\"intent\": \"plan\"");
            assertThat(window.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    @DisplayName("fits on a phone, and all text can be read")
    void phone(ColorScheme scheme, Demo demo, Browser browser) {
        try (LaunchBrowser window = LaunchBrowser.open(browser, demo, PHONE, scheme)) {
            KoppeltaalPage portal = portal(window, demo).ask("portal");
            portal.expectStatus("allowed 6 of 7");
            String mode = scheme == ColorScheme.DARK ? "dark" : "light";
            assertLooks(portal.looks(), scheme);
            portal.picture("koppeltaal-phone-" + mode);

            ModulePage module = portal.choose("patient-1", "").launch().signIn("patient-1");
            module.expectStatus("module is open for Patient/kt-pat-1");
            assertLooks(module.looks(), scheme);
            module.picture("koppeltaal-module-phone-" + mode);

            ModulePage refused = new ModulePage(window.open(demo.appUrl() + "koppeltaal/module.html?error=access_denied"
                    + "&error_description=This+launch+is+for+another+user"));
            refused.expectStatus("The module did not open");
            assertThat(refused.unfold().developers()).isVisible();
            assertLooks(refused.looks(), scheme);
            refused.picture("koppeltaal-refused-phone-" + mode);
        }
    }

    private static void assertLooks(Looks looks, ColorScheme scheme) {
        assertThat(looks.width()).isLessThanOrEqualTo(PHONE);
        assertThat(looks.faintTexts()).isEmpty();
        assertThat(looks.isDark()).isEqualTo(scheme == ColorScheme.DARK);
    }

    @Test
    @DisplayName("attack 35: what comes back in the address is shown as text, and opens nothing")
    void strangeAnswer(Demo demo, Browser browser) {
        try (LaunchBrowser window = window(browser, demo)) {
            String address = demo.appUrl() + "koppeltaal/module.html";
            ModulePage module = new ModulePage(window.open(address + "?error=%3Cimg%20src=x%20onerror=alert(1)%3E"));
            module.expectStatus("The module did not open");
            assertThat(module.unfold().developers()).containsText("<img src=x onerror=alert(1)>");
            ModulePage invented = new ModulePage(
                    window.open(address + "?error=access_denied&error_description=x+(reference+0900-1234567)"));
            invented.expectStatus("The module did not open");
            assertThat(invented.section("status")).not().containsText("0900");
            new ModulePage(window.open(address)).expectStatus("Nothing was launched");
            assertThat(window.problems()).isEmpty();

            ModulePage forged = new ModulePage(window.open(address + "?code=x&state=y&iss=z"));
            forged.expectStatus("The module did not open");
            assertThat(forged.unfold().developers()).containsText("That is not an answer from Keycloak to this module");
            assertThat(forged.section("response")).isHidden();
        }
    }
}
