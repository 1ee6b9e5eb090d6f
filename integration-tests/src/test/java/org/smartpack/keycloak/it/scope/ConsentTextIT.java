/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.realm.Realm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What Keycloak's consent page and account API say of SMART scopes, in the user's language. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsentTextIT {

    private static final String LABORATORY = "patient/Observation.rs?category=laboratory";

    /** A client for which Keycloak asks, with no scopes but those it is given. */
    private static final Map<String, Object> ASKING = Map.of("consentRequired", true, "defaultClientScopes", List.of());

    private ScopeClient app;

    @BeforeAll
    void realm(Admin admin) {
        app = ScopeClient.create(
                admin,
                Map.of(
                        "internationalizationEnabled",
                        true,
                        "supportedLocales",
                        List.of("en", "nl", "de", "fr"),
                        "defaultLocale",
                        "en"));
    }

    private ScopeClient asking(String... allowances) {
        return app.newClient(ASKING).allowing(allowances);
    }

    private LoginPages agree(ScopeClient client, String user, String scope, String language) {
        LoginPages browser = client.realm().browser();
        assertThat(browser.visit(client.authorize(scope, "ui_locales", language), user))
                .containsKey("code");
        return browser;
    }

    /** An answer of the account API to a user, in a language. */
    private Response account(String user, String language, String path) {
        String token = app.password(user).path("access_token");
        return given().auth()
                .oauth2(token)
                .accept(ContentType.JSON)
                .header("Accept-Language", language)
                .get(app.realm().url + "/account" + path);
    }

    private static List<String> texts(Response account, String prefix) {
        assertThat(account.statusCode()).as(account.asString()).isEqualTo(200);
        return account.jsonPath().getList(prefix + "grantedScopes.displayText");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Measurements and results (Observation) of the chosen patient, laboratory results only: view"
                        + " | Know which patient was chosen",
                "nl | Metingen en uitslagen (Observation) van de gekozen patiënt, alleen laboratoriumuitslagen: inzien"
                        + " | Weten welke patiënt is gekozen",
                "de | Messwerte und Befunde (Observation) des ausgewählten Patienten, nur Laborwerte: einsehen"
                        + " | Wissen, welcher Patient ausgewählt wurde",
                "fr | Mesures et résultats (Observation) du patient choisi, uniquement les résultats de laboratoire :"
                        + " consulter | Savoir quel patient a été choisi"
            })
    @DisplayName("SMART-SCOPE-66: consent page and account console say in the user's language what is granted")
    void inTheUsersLanguage(String language, String laboratory, String launch) {
        ScopeClient client = asking("patient/*.rs", "launch/patient");
        LoginPages browser = agree(client, "alice", "launch/patient patient/Goal.r " + LABORATORY, language);
        assertThat(browser.consented()).hasSize(3).contains(laboratory, launch);

        String path = "/applications/" + client.clientId() + "/consent";
        assertThat(texts(account("alice", language, path), ""))
                .hasSize(3)
                .contains(laboratory, launch)
                .containsAll(browser.consented());
        String ofClient = "find { it.clientId == '" + client.clientId() + "' }.consent.";
        for (String applications : List.of("/applications", "/v1alpha1/applications")) {
            assertThat(texts(account("alice", language, applications), ofClient))
                    .containsExactlyInAnyOrderElementsOf(browser.consented());
        }
    }

    @Test
    @DisplayName("SMART-SCOPE-66: the account console answers in the language of the user's profile")
    void languageOfTheProfile(Admin admin) {
        ScopeClient other = ScopeClient.create(
                admin, Map.of("internationalizationEnabled", true, "supportedLocales", List.of("en", "nl")));
        ScopeClient client = other.newClient(ASKING).allowing("patient/*.rs");
        other.realm().createUser("joost", Map.of("attributes", Map.of("locale", List.of("nl"))));
        LoginPages browser = client.realm().browser();
        assertThat(browser.visit(client.authorize("patient/*.rs"), "joost")).containsKey("code");
        String token = other.password("joost").path("access_token");
        Response answer = given().auth()
                .oauth2(token)
                .accept(ContentType.JSON)
                .get(other.realm().url + "/account/applications/" + client.clientId() + "/consent");
        assertThat(texts(answer, ""))
                .containsExactly("Alle medische gegevens, nu en in de toekomst, van de gekozen patiënt: inzien");
    }

    @Test
    @DisplayName("SMART-SCOPE-66: an administrator's texts count: those of the realm, and that of a launch scope")
    void ownTexts(Admin admin) {
        ScopeClient own = ScopeClient.create(
                admin, Map.of("internationalizationEnabled", true, "supportedLocales", List.of("en", "nl")));
        Realm realm = own.realm();
        admin.request()
                .contentType(ContentType.TEXT)
                .body("Bloed'je {0} {x}")
                .put(realm.adminUrl("/localization/nl/smartType.Observation"))
                .then()
                .statusCode(204);
        ScopeClient client = own.newClient(ASKING).allowing("patient/*.rs", "launch/patient");
        Map<String, Object> launch = admin.get(realm.path("/client-scopes/" + realm.scope("launch/patient")))
                .jsonPath()
                .getMap("");
        launch.put("attributes", Map.of("consent.screen.text", "Our own words", "display.on.consent.screen", "true"));
        admin.put(realm.path("/client-scopes/" + realm.scope("launch/patient")), launch);
        LoginPages browser = agree(client, "alice", "launch/patient patient/Observation.rs", "nl");
        assertThat(browser.consented())
                .containsExactlyInAnyOrder(
                        "Our own words", "Bloed’je (0) (x) (Observation) van de gekozen patiënt: inzien");
    }

    @Test
    @DisplayName("SMART-SCOPE-66: a consent too long for Keycloak's table is shown without a part of its restriction")
    void tooLong() {
        String values = IntStream.range(1000, 1100).mapToObj(Integer::toString).collect(Collectors.joining(","));
        ScopeClient client = asking("patient/*.rs");
        LoginPages browser = agree(client, "alice", "patient/Observation.rs?code=" + values, "en");
        assertThat(browser.consented()).hasSize(1).first().asString().contains("“1004” or 95 other values: view");
        assertThat(texts(account("alice", "en", "/applications/" + client.clientId() + "/consent"), ""))
                .containsExactly("Measurements and results (Observation) of the chosen patient,"
                        + " under conditions that are too long to show here: view");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keycloak.v2", "keycloak"})
    @DisplayName("attack 35: a scope with markup, arguments and apostrophes is text on the consent page of every theme")
    void hostile(String theme, Admin admin) {
        ScopeClient own = ScopeClient.create(admin, Map.of("loginTheme", theme));
        ScopeClient client = own.newClient(ASKING).allowing("patient/*.rs");
        String scope = "patient/Observation.rs?code=%3Cb%3Ex'{0}${oauthGrantTitle}%3C/b%3E";
        LoginPages browser = own.realm().browser();
        Response page = browser.open(client.authorize(scope));
        page = browser.submitLogin(page, "alice");
        assertThat(page.asString())
                .contains("&lt;b&gt;x’(0)$(oauthGrantTitle)&lt;/b&gt;”")
                .doesNotContain("<b>x", "</b>”");
        assertThat(browser.goOn(page, "alice")).containsKey("code");
        String token = own.password("alice").path("access_token");
        String text = texts(
                        given().auth()
                                .oauth2(token)
                                .accept(ContentType.JSON)
                                .get(own.realm().url + "/account/applications/" + client.clientId() + "/consent"),
                        "")
                .get(0);
        assertThat(text).contains("<b>x’(0)$(oauthGrantTitle)</b>”");
    }
}
