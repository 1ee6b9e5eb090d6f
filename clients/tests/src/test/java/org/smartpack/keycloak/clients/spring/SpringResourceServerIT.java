/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Spring Boot applications {@code jwt} and {@code opaque} of {@code clients/spring}, as docs/clients.md shows them.
 */
@ClientTest
@DisplayName("Spring Security's resource server")
class SpringResourceServerIT {

    private SpringApplication jwt;
    private SpringApplication opaque;

    @BeforeAll
    void start(DemoRealm realm) {
        jwt = SpringApplication.start(realm, "jwt", ClientProcess.freePort(), Map.of());
        opaque = SpringApplication.start(realm, "opaque", ClientProcess.freePort(), Map.of());
    }

    @AfterAll
    void stop() {
        Stream.of(jwt, opaque).filter(started -> started != null).forEach(SpringApplication::close);
    }

    private Stream<SpringApplication> servers() {
        return Stream.of(jwt, opaque);
    }

    /** Of a client whose tokens aren't for the FHIR server. */
    private static String tokenForOthers(DemoRealm realm) {
        String client = "client-" + UUID.randomUUID();
        realm.createClient(client, Map.of("secret", Caller.secret(client), "serviceAccountsEnabled", true));
        return Client.confidential(realm, client).ownToken();
    }

    private static Response get(SpringApplication server, String path, String token) {
        return given().header("Authorization", "Bearer " + token).get(server.url() + path);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-2 INTRO-21: accepts a token made for it; its scopes are authorities")
    void accepts(SpringApplication server, DemoRealm realm) {
        String token = realm.bulkToken("system/Patient.rs");
        Response response = get(server, "/patients", token);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getList("authorities", String.class)).contains("SCOPE_system/Patient.rs");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-21: answers 403 where the scope doesn't suffice")
    void tooLittle(SpringApplication server, DemoRealm realm) {
        String token = realm.bulkToken("system/Observation.rs?category=laboratory");
        assertThat(get(server, "/me", token).statusCode()).isEqualTo(200);
        Response refused = get(server, "/patients", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    @DisplayName("INTRO-4: refuses a changed token and one that is for somebody else")
    void refuses(SpringApplication server, DemoRealm realm) {
        String token = realm.bulkToken("system/Patient.rs");
        String foreign = tokenForOthers(realm);
        for (String bad : new String[] {"garbage", token.substring(0, token.length() - 4), foreign}) {
            Response refused = get(server, "/me", bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
        assertThat(given().get(server.url() + "/me").statusCode()).isEqualTo(401);
    }
}
