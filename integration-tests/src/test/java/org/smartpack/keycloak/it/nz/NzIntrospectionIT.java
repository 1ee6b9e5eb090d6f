/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.nz;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.it.nz.NzRealm.Kind;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** How clients of each class authenticate at Keycloak's introspection endpoint, and at the pack's. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NzIntrospectionIT {

    private static final String SECRET = "of-the-client";

    private final ClientKey key = ClientKey.rsa();
    private NzRealm realm;

    @BeforeAll
    void importRealm(Admin admin) {
        realm = NzRealm.of(admin, admin.createRealm(Installation.realm("nz-health")));
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(
                        "/protocol/openid-connect/token/introspect", "/smart/introspect", "/smart/tokeninfo")
                .map(endpoint -> arguments(kind, endpoint)));
    }

    private RealmClient system(Kind kind, Map<String, Object> credentials) {
        Map<String, Object> settings = NzRealm.changed(
                NzRealm.settings(kind, key),
                Map.of(
                        "standardFlowEnabled", false,
                        "implicitFlowEnabled", false,
                        "consentRequired", false,
                        "publicClient", false,
                        "serviceAccountsEnabled", true,
                        "defaultClientScopes", List.of("basic"),
                        "optionalClientScopes", List.of(),
                        "redirectUris", List.of()));
        settings.putAll(credentials);
        RealmClient client = realm.classified(kind, settings);
        client.give(realm.client("fhir-server"), "introspect");
        return client;
    }

    private Response introspect(RequestSpecification caller, String endpoint) {
        String token = SigningClient.demo(realm, "system-feed")
                .clientCredentials("system/*.rs")
                .path("access_token");
        return caller.formParam("token", token).post(realm.url + endpoint);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    @DisplayName("NZ-11, NZ-34, NZ-36: a client with a signed JWT is told about a token at each endpoint")
    void signed(Kind kind, String endpoint) {
        RealmClient client = system(
                kind, Map.of("clientAuthenticatorType", "smart-jwt", "attributes", SigningClient.imported(key.jwks())));
        Response answer = introspect(new SigningClient(realm, client.clientId(), key, "RS384").caller(), endpoint);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<Boolean>path("active")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    @DisplayName("NZ-36, NZ-95: one with a secret is refused at each endpoint, unless it is for PUBLIC APIs")
    void secret(Kind kind, String endpoint) {
        RealmClient client = system(kind, Map.of("clientAuthenticatorType", "client-secret", "secret", SECRET));
        Response answer = introspect(Caller.basic(client.clientId(), SECRET), endpoint);
        if (kind == Kind.PUBLIC) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.<Boolean>path("active")).isTrue();
        } else {
            NzRealm.refused(answer, 400, "invalid_request", "NZ-36");
            assertThat(answer.asString()).doesNotContain("active");
        }
    }
}
