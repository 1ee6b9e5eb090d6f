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

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.it.scope.ScopeClient.invalidScope;

/** A client with a hundred allowances that each overlap with a request in part. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeWorkIT {

    private ScopeClient app;
    private ScopeClient generous;

    @BeforeAll
    void clients(KeycloakServer server) {
        ScopeClient first = ScopeClient.create(new Admin(server.url()));
        generous = first.newClient(Map.of()).allowing("patient/*.rs");
        app = first.newClient(Map.of());
        IntStream.range(0, 50)
                .forEach(i ->
                        app.allowing("patient/Observation.rs?category=c" + i, "system/Observation.rs?category=c" + i));
    }

    private static String overlapping(String level) {
        String restrictions =
                IntStream.range(0, 60).mapToObj(i -> "a" + i + "=1").collect(joining("&"));
        return IntStream.range(0, 10)
                .mapToObj(i -> level + "/Observation.rs?" + restrictions + "&n=" + i)
                .collect(joining(" "));
    }

    @Test
    @DisplayName(
            "attack 42: a request that overlaps with many allowances in part is invalid_scope, with a short answer")
    void overlapping() {
        String scope = overlapping("patient");
        assertThat(scope.length()).isLessThan(4000);
        String location = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(app.authorize(scope))
                .header("Location");
        assertThat(location).contains("error=invalid_scope");
        for (Response refused : List.of(app.clientCredentials(overlapping("system")), app.password("alice", scope))) {
            assertThat(invalidScope(refused)).contains("overlap");
            assertThat(refused.asString().length()).isLessThan(1000);
        }
    }

    @Test
    @DisplayName("attack 42: what lies inside the allowances is granted beside many of them")
    void inside() {
        assertThat(app.granted(app.clientCredentials("system/Observation.r?category=c7&code=1")))
                .containsExactly("system/Observation.r?category=c7&code=1");
        assertThat(app.granted(app.password("alice", "patient/Observation.rs"))).hasSize(50);
    }

    @Test
    @DisplayName("attack 42: a grant of 1600 granular scopes is given and refreshed as it is")
    void refresh() {
        List<String> scopes = IntStream.range(0, 1600)
                .mapToObj(i -> "patient/Task.r?_id=" + i)
                .toList();
        Response given = generous.password("alice", String.join(" ", scopes));
        assertThat(generous.granted(given)).containsExactlyElementsOf(scopes);
        Response refreshed = generous.refresh(given.path("refresh_token"));
        assertThat(generous.granted(refreshed)).containsExactlyInAnyOrderElementsOf(scopes);
    }

    @Test
    @DisplayName(
            "attack 42: thousands of names that are no SMART scopes are refused at once, as Keycloak looks for each of them")
    void otherNames() {
        for (String name : List.of("a%d:b", "organization:o%d", "name%d", "user/nothing%d")) {
            String many = IntStream.range(0, 3000).mapToObj(name::formatted).collect(Collectors.joining(" "));
            Response refused = app.clientCredentials(many);
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
            assertThat(refused.<String>path("error_description")).contains("more than 200");
        }
    }
}
