/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** An authorization request of a client of each class: one that obeys, and each that is against a rule. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzRequestIT {

    private final ClientKey key = ClientKey.rsa();
    private final Map<Kind, RealmClient> clients = new EnumMap<>(Kind.class);
    private NzRealm realm;

    @BeforeAll
    void create(Admin admin) {
        realm = NzRealm.with(admin);
        for (Kind kind : Kind.values()) {
            clients.put(kind, realm.classified(kind, NzRealm.settings(kind, key)));
        }
    }

    private Map<String, String> request(Kind kind, Map<String, String> changes) {
        Map<String, String> request =
                new LinkedHashMap<>(NzRealm.request(kind, clients.get(kind).clientId(), Pkce.create()));
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                request.remove(name);
            } else {
                request.put(name, value);
            }
        });
        return request;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-22, 28, 30, 50, 51, 74 to 76, 78, 85 to 87: a request that obeys leads to the login page")
    void obeys(Kind kind) {
        Response page = realm.ask(request(kind, Map.of()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("kc-form-login");
    }

    static Stream<Arguments> everyClass() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        arguments(
                                kind,
                                "invalid_request",
                                "NZ-22",
                                Map.of("code_challenge", "", "code_challenge_method", "")),
                        arguments(kind, "invalid_request", "NZ-22", Map.of("code_challenge_method", "plain")),
                        arguments(kind, "invalid_request", "NZ-30", Map.of("state", "")),
                        arguments(kind, "invalid_request", "NZ-50", Map.of("scope", "offline_access"))));
    }

    static Stream<Arguments> someClasses() {
        return Stream.concat(
                Stream.of(arguments(Kind.PUBLIC, "invalid_request", "NZ-30", Map.of("nonce", ""))),
                Stream.of(Kind.CONFIDENCE, Kind.SENSITIVE)
                        .flatMap(kind -> Stream.of(
                                arguments(
                                        kind,
                                        "unauthorized_client",
                                        "NZ-77",
                                        Map.of("response_type", "code id_token token")),
                                arguments(kind, "unauthorized_client", "NZ-78", Map.of("response_type", "code")),
                                arguments(kind, "unauthorized_client", "NZ-79", Map.of("response_type", "code token")),
                                arguments(kind, "unauthorized_client", "NZ-80", Map.of("response_type", "token")),
                                arguments(
                                        kind,
                                        "unauthorized_client",
                                        "NZ-81",
                                        Map.of("response_type", "id_token token")),
                                arguments(kind, "unauthorized_client", "NZ-82", Map.of("response_type", "id_token")))));
    }

    @ParameterizedTest
    @MethodSource({"everyClass", "someClasses"})
    @DisplayName("NZ-22, 28, 30, 50, 51, 74, 76 to 82, 85 to 87: a breach comes back to the client, with state")
    void breaks(Kind kind, String error, String rule, Map<String, String> change) {
        Map<String, String> callback = NzRealm.callback(realm.ask(request(kind, change)));
        assertThat(callback).containsEntry("error", error);
        assertThat(callback.get("error_description")).startsWith(rule + ":");
        assertThat(callback).doesNotContainKey("code");
        if (!change.containsKey("state")) {
            assertThat(callback).containsEntry("state", "state-of-the-app");
        }
    }

    static Stream<Arguments> keycloaks() {
        return Stream.concat(
                Stream.of("code id_token", "code token", "token", "id_token token", "id_token")
                        .map(type -> arguments(Kind.PUBLIC, "unauthorized_client", Map.of("response_type", type))),
                Stream.of(Kind.CONFIDENCE, Kind.SENSITIVE)
                        .map(kind -> arguments(kind, "invalid_request", Map.of("nonce", ""))));
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("NZ-30, NZ-77 to 82: what Keycloak itself refuses stays refused, in Keycloak's words")
    void keycloaks(Kind kind, String error, Map<String, String> change) {
        Map<String, String> callback = NzRealm.callback(realm.ask(request(kind, change)));
        assertThat(callback).containsEntry("error", error).doesNotContainKey("code");
    }

    @Test
    @DisplayName("NZ-14: fhirUser is only for a SENSITIVE client whose ID tokens are encrypted")
    void fhirUser() {
        RealmClient client = clients.get(Kind.SENSITIVE);
        realm.admin.assign(realm.name, client.id(), realm.admin.createScope(realm.name, "fhirUser", Map.of()), false);
        Map<String, String> callback =
                NzRealm.callback(realm.ask(request(Kind.SENSITIVE, Map.of("scope", "openid fhirUser"))));
        assertThat(callback).containsEntry("error", "invalid_scope");
        assertThat(callback.get("error_description")).startsWith("NZ-14:");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("NZ-29: a redirect address that isn't registered gets a page and no redirect")
    void redirect(Kind kind) {
        Response page = realm.ask(request(kind, Map.of("redirect_uri", "https://app.example.org/callback/other")));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.header("Location")).isNull();
    }
}
