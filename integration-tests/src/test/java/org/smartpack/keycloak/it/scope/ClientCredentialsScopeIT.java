/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.scope;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCredentialsScopeIT {

    private ScopeClient reader;
    private ScopeClient feed;

    @BeforeAll
    void realms(Admin admin) {
        reader = ScopeClient.create(admin);
        reader.allow("system/*.rs", true);
        reader.allow("patient/*.rs", true);
        reader.allowing("user/*.rs", "launch", "launch/patient");
        feed = reader.newClient(Map.of()).allowing("system/Observation.cruds?category=laboratory", "system/Patient.rs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Observation.rs?category=laboratory",
                "system/*.rs",
                "system/Patient.r system/Encounter.s",
                "system/*.read",
                "system/Patient.read system/Observation.r",
                "http://smarthealthit.org/fhir/scopes/system/Patient.rs",
                "system/Observation.s?code=http://loinc.org%7C1234-5&category=laboratory,vital-signs"
            })
    @DisplayName("SMART-SCOPE-25, 31, 60: what lies inside an allowance is granted in the spelling of the request")
    void grantsAsRequested(String scope) {
        assertThat(reader.granted(reader.clientCredentials(scope))).isEqualTo(List.of(scope.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "system/*.* > system/*.read",
                "system/*.cruds > system/*.rs",
                "system/Patient.cruds > system/Patient.rs",
                "system/Patient.cr > system/Patient.r",
                "system/*.cruds?_tag=a > system/*.rs?_tag=a",
                "system/Patient.d system/Patient.r > system/Patient.r"
            })
    @DisplayName("SMART-SCOPE-32, 62, SMART-BS-24: what lies inside in part is narrowed, in the syntax of the request")
    void narrows(String requested, String granted) {
        assertThat(reader.granted(reader.clientCredentials(requested.strip())))
                .isEqualTo(List.of(granted.strip().split(" ")));
    }

    @Test
    @DisplayName("SMART-SCOPE-60: everything asked for gives the allowances and nothing more")
    void givesTheAllowances() {
        assertThat(feed.granted(feed.clientCredentials("system/*.cruds")))
                .containsExactlyInAnyOrder("system/Observation.cruds?category=laboratory", "system/Patient.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-21: a restriction of the allowance is added to the request, never lost")
    void keepsTheRestriction() {
        assertThat(feed.granted(feed.clientCredentials("system/Observation.rs")))
                .containsExactly("system/Observation.rs?category=laboratory");
        assertThat(feed.granted(feed.clientCredentials("system/Observation.rs?code=1")))
                .containsExactly("system/Observation.rs?category=laboratory&code=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system/Patient.d", "system/Patient.cud", "system/Observation.write"})
    @DisplayName(
            "SMART-SCOPE-62: nothing of the request inside the allowances is invalid_scope, and the error names it")
    void refusesWhatLiesOutside(String scope) {
        assertThat(invalidScope(reader.clientCredentials(scope)))
                .isEqualTo(scope + " is outside the scopes registered for this client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Patient.rs",
                "patient/*.rs",
                "user/*.rs",
                "user/Patient.r system/Patient.r",
                "launch",
                "launch/patient",
                "launch system/*.rs"
            })
    @DisplayName("attack 16, SMART-SCOPE-9: a client without a user never gets patient/, user/ or launch")
    void refusesScopesOfUsers(String scope) {
        assertThat(invalidScope(reader.clientCredentials(scope)))
                .contains("needs a user")
                .startsWith(scope.split(" ")[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "token, client_credentials%01",
        "token, client_credentials%0a",
        "token, client_credentials[m",
        "token/, client_credentials"
    })
    @DisplayName("attack 16: no spelling of grant type or address gets a client the scopes of users")
    void refusesScopesOfUsersInDisguise(String path, String grantType) {
        for (String scope : List.of("patient/*.rs", "user/Patient.r", "launch", "system/Patient.r patient/Patient.r")) {
            invalidScope(reader.post(path, Map.of("grant_type", grantType, "scope", scope)));
        }
        Response defaults = reader.post(path, Map.of("grant_type", grantType));
        assertThat(reader.granted(defaults)).containsExactly("system/*.rs");
    }

    @Test
    @DisplayName("attack 16: UMA's grant gives no SMART scope")
    void umaGivesNone() {
        ScopeClient uma = reader.newClient(Map.of(
                "authorizationServicesEnabled",
                true,
                "authorizationSettings",
                Map.of("policyEnforcementMode", "PERMISSIVE", "resources", List.of(Map.of("name", "thing")))));
        uma.allow("patient/*.rs", true);
        uma.allow("system/*.rs", true);
        Response response = uma.post(
                "token",
                Map.of("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", uma.clientId()));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(Jwt.claims(response.path("access_token")).getString("scope")).doesNotContain("/");
    }

    @Test
    @DisplayName("SMART-SCOPE-63: without a scope parameter the default allowances for clients are granted")
    void grantsDefaults() {
        Response response = reader.post("token", Map.of("grant_type", "client_credentials"));
        assertThat(reader.granted(response)).containsExactly("system/*.rs");
        assertThat(feed.granted(feed.post("token", Map.of("grant_type", "client_credentials"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Patient.dus",
                "system/Patient.sr",
                "system/Patient.rr",
                "system/Patient.CRUDS",
                "system/Patient.",
                "system/Patient",
                "system/patient.rs",
                "system/Pаtient.rs",
                "system/Nonsense.rs",
                "system/Patient.rs?",
                "system/Patient.rs?name",
                "system/Patient.rs?=x",
                "system/Patient.rs?name=",
                "system/Patient.rs?&name=x",
                "system/Patient.read?name=x",
                "system/Patient.rs?name=%ff",
                "system/Patient.rs?name=%2",
                "system/Patient.rs?name=\"x\"",
                "system/Patient.rs\u00a0system/Observation.rs",
                "system/Patient.rs\tsystem/Observation.rs",
                "system/Patient.rs\r\nsystem/Observation.rs",
                "system/Patient.rs%0d%0a",
                "system/Patient.\u200brs",
                "system/*.rs?patient.name=x",
                "system//Patient.rs",
                "system/Patient.rs system/Patient.sr"
            })
    @DisplayName("attack 17, SMART-SCOPE-2, 3, SMART-BS-34: a malformed scope of a backend client is invalid_scope")
    void refusesMalformed(String scope) {
        String description = invalidScope(reader.clientCredentials(scope));
        assertThat(description).matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYSTEM/*.rs", "System/*.rs", "system%2F*.rs", "bogus", "system/*.rs bogus"})
    @DisplayName("attack 17: what only resembles an allowance is nobody's scope")
    void refusesUnknownNames(String scope) {
        invalidScope(reader.clientCredentials(scope));
    }

    @Test
    @DisplayName("attack 18: 300 granular scopes in one request are granted")
    void grantsHundreds() {
        String scope = IntStream.range(0, 300)
                .mapToObj(i -> "system/Observation.rs?code=http://loinc.org|" + i)
                .collect(Collectors.joining(" "));
        assertThat(reader.granted(reader.clientCredentials(scope))).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("attack 18: a scope that only repeats is granted once")
    void grantsRepeatedOnce() {
        String scope = "system/Patient.rs ".repeat(3000).strip();
        assertThat(reader.granted(reader.clientCredentials(scope))).containsExactly("system/Patient.rs");
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 60_000, 70_000, 300_000})
    @DisplayName("attack 17, 18: a giant scope is refused with 400 or 413")
    void refusesGiants(int length) {
        Response response = reader.clientCredentials("system/Patient.rs?name=" + "x".repeat(length));
        assertThat(response.statusCode()).isIn(400, 413);
    }

    @Test
    @DisplayName("attack 18: a parameter over the server's limit is refused, not taken for absent")
    void refusesOverTheLimit() {
        Response response = reader.clientCredentials("system/Patient.rs ".repeat(4000));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("RFC 6749 section 3.2: a repeated scope parameter is invalid_request")
    void refusesTwoParameters() {
        Response response = reader.caller()
                .formParam("grant_type", "client_credentials")
                .formParam("scope", "system/Patient.rs", "system/Observation.rs")
                .post(reader.realm().endpoint("token"));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("SMART-BS-21, 22, 23: scope, token_type, expires_in; no refresh token; not cached")
    void answersAsSmartWants() {
        Response response = reader.clientCredentials("system/Patient.rs");
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("Pragma")).isEqualTo("no-cache");
        assertThat(response.<String>path("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(response.<Integer>path("expires_in")).isPositive();
        assertThat(response.<String>path("refresh_token")).isNull();
        assertThat(response.<String>path("scope")).contains("system/Patient.rs");
    }

    @Test
    @DisplayName("RFC 6749 section 5.2: the refusal is in Keycloak's events with its reason")
    void recordsTheRefusal() {
        invalidScope(reader.clientCredentials("system/Encounter.d"));
        assertThat(reader.realm().events("CLIENT_LOGIN_ERROR"))
                .anySatisfy(event -> assertThat(event.get("details").toString()).contains("system/Encounter.d"));
    }
}
