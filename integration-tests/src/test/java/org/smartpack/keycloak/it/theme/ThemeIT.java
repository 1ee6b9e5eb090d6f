/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.theme;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AccountConsole;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.PatientStep;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThemeIT {

    private static final String SCOPE = "launch/patient openid fhirUser patient/*.rs";

    private SmartRealm realm;
    private PatientStep step;
    private App app;

    @BeforeAll
    void start(Admin admin) {
        realm = SmartRealm.create(admin);
        step = PatientStep.on(realm);
        app = realm.newApp(Map.of("consentRequired", true, "name", "Growth chart"));
    }

    @AfterAll
    void stop() {
        step.close();
    }

    private static Response open(LoginPages browser, App app, Map<String, String> more) {
        Map<String, String> request = app.request(SCOPE, Pkce.create());
        request.putAll(more);
        return browser.open(app.authorize(request));
    }

    private static Response picker(App app, Map<String, String> more) {
        LoginPages browser = app.realm().browser();
        Response page = browser.submitLogin(open(browser, app, more), "drbob");
        assertThat(page.asString()).contains("value=\"pat-1\"");
        return page;
    }

    @Test
    @DisplayName("attack 29: login, picker and consent of the health theme: its stylesheets, Keycloak's headers")
    void pages() {
        LoginPages browser = realm.browser();
        Response login = open(browser, app, Map.of());
        Response picker = browser.submitLogin(login, "drbob");
        assertThat(picker.asString()).contains("value=\"pat-1\"");
        Response consent = browser.send(picker, Map.of("patient", "pat-1"));
        assertThat(consent.asString()).contains("kc-oauth", "name=\"accept\"");
        for (Response page : List.of(login, picker, consent)) {
            assertThat(Sheets.of(page))
                    .anySatisfy(address -> assertThat(address).endsWith("/login/smart-health/css/smart-login.css"));
            assertThat(Sheets.of(page))
                    .anySatisfy(address -> assertThat(address).endsWith("/login/smart-health/css/smart-colours.css"));
            Sheets.assertServed(realm, page);
            assertThat(page.header("Content-Security-Policy"))
                    .isEqualTo("frame-src 'self'; frame-ancestors 'self'; object-src 'none';");
            assertThat(page.asString()).contains("/smart-health/img/smart-logo.svg");
        }
        assertThat(Sheets.of(picker).get(Sheets.of(picker).size() - 1)).endsWith("/css/smart.css");
    }

    @Test
    @DisplayName("the account console has the theme's stylesheets and its logo")
    void account() {
        Response page = given().get(realm.url + "/account/");
        Sheets.assertServed(realm, page);
        assertThat(Sheets.of(page))
                .anySatisfy(address -> assertThat(address).endsWith("/smart-health/css/smart-account.css"));
        assertThat(page.asString()).contains("\"logo\": \"img/smart-logo.svg\"");
        String sheet = Sheets.of(page).get(Sheets.of(page).size() - 1);
        String logo = sheet.replaceFirst("/css/[^/]*$", "/img/smart-logo.svg");
        assertThat(Sheets.read(realm, logo, "image/svg+xml")).contains("<svg");
    }

    @Test
    @DisplayName("users of the realm smart can use its account console")
    void accountOfAUser() {
        assertThat(AccountConsole.signIn(realm, "alice").applications().statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "keycloak, pf-c-button, '<input type=\"text\" class=\"pf-c-form-control\"'",
        "keycloak.v2, pf-v5-c-button, '<span class=\"pf-v5-c-form-control\">'",
        "not-installed, pf-v5-c-button, '<span class=\"pf-v5-c-form-control\">'"
    })
    @DisplayName("the picker in Keycloak's older theme, in its newer one, and where the realm's isn't installed")
    void otherThemes(String theme, String button, String field) {
        realm.change(Map.of("loginTheme", theme));
        try {
            Response page = picker(app, Map.of());
            assertThat(page.asString())
                    .contains("role=\"search\"", "Alice Archer", "name=\"cancel\"", field)
                    .containsPattern("name=\"cancel\" value=\"true\" class=\"" + button)
                    .doesNotContain("smart-health");
            Sheets.assertServed(realm, page);
        } finally {
            realm.change(Map.of("loginTheme", "smart-health"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en,Choose a patient,Sign in to your account",
        "nl,Kies een patiënt,Inloggen",
        "de,Patient auswählen,Bei Ihrem Konto anmelden",
        "fr,Choisir un patient,Connectez-vous"
    })
    @DisplayName(
            "the realm smart speaks English, Dutch, German and French, on Keycloak's pages and on those of the pack")
    void languages(String language, String title, String login) {
        Response first = open(realm.browser(), app, Map.of("ui_locales", language));
        assertThat(first.asString()).contains("lang=\"" + language + "\"", login);
        assertThat(first.htmlPath().getList("**.find { it.@id == 'login-select-toggle' }.option"))
                .hasSize(4);
        Response page = picker(app, Map.of("ui_locales", language));
        assertThat(page.asString()).contains("lang=\"" + language + "\"", title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"styles.palette=css/smart-colours-plum.css", "styles.own=${nobody.sets.this:css/own.css}"})
    @DisplayName("a theme of one's own changes the colours by a property, the logo by a file of its name")
    void ownTheme(String property, KeycloakHome keycloak) {
        try (OwnTheme own = OwnTheme.create(keycloak, "parent=smart-health\n" + property + "\n")) {
            own.write("css/own.css", ":root { --smart-accent: #7a1fa2; }");
            own.write(
                    "img/smart-logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>Our clinic</title></svg>");
            realm.change(Map.of("loginTheme", own.name()));
            Response page = picker(app, Map.of());
            List<String> sheets = Sheets.of(page);
            Sheets.assertServed(realm, page);
            String last = sheets.get(sheets.size() - 2);
            String health = sheets.get(sheets.size() - 4);
            assertThat(last).endsWith(property.contains("plum") ? "-plum.css" : "/own.css");
            assertThat(Sheets.read(realm, last, "text/css")).contains("--smart-accent: #");
            assertThat(health).endsWith("/login/" + own.name() + "/css/smart-login.css");
            String logo = last.replaceFirst("/css/[^/]*$", "/img/smart-logo.svg");
            assertThat(Sheets.read(realm, logo, "image/svg+xml")).contains("Our clinic");
        } finally {
            realm.change(Map.of("loginTheme", "smart-health"));
        }
    }
}
