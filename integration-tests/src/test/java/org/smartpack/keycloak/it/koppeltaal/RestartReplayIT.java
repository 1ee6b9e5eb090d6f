/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.demo.KeycloakHome;
import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;

import static org.assertj.core.api.Assertions.assertThat;

/** What is good for one use isn't good once more after every node was stopped. */
class RestartReplayIT {

    private Domain realm;
    private Module module;

    private int status(String assertion) {
        return Caller.assertion(assertion)
                .formParam("grant_type", "client_credentials")
                .post(realm.endpoint("token"))
                .statusCode();
    }

    /** Assertions of the portal with every kind of {@code iat} that is accepted. */
    private Map<String, String> assertions() {
        long now = AssertionBuilder.now();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("iat", portal().claim("iat", now).sign());
        all.put("no iat", portal().claim("iat", null).sign());
        all.put(
                "no iat, longest life",
                portal().claim("iat", null).claim("exp", now + 300).sign());
        all.put("clock ahead", portal().claim("iat", now + 10).sign());
        return all;
    }

    private AssertionBuilder portal() {
        return realm.portal("portal").assertion();
    }

    /** Launch tokens of the portal: as it should be, and from a portal whose clock is ahead. */
    private List<String> launches() {
        return List.of(
                realm.hti().sign(),
                realm.hti().claim("iat", AssertionBuilder.now() + 10).sign());
    }

    private Map<String, Object> introspect(String token) {
        Response response = module.ask(
                token, module.assertion().claim("iat", AssertionBuilder.now()).sign());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath().getMap("");
    }

    @Test
    @DisplayName(
            "attack 44: what was used before a restart of all nodes is refused after it; what is new works at once")
    void replay() {
        KeycloakHome home = Installation.home("restart-replay");
        int port = Installation.freePort();
        List<String> options = List.of(KeycloakServer.FEATURE);
        Map<String, String> used;
        String unused;
        List<String> launched;
        List<String> introspected;
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            realm = Domain.create(new Admin(server));
            module = realm.module();
            used = assertions();
            used.forEach(
                    (kind, assertion) -> assertThat(status(assertion)).as(kind).isEqualTo(200));
            unused = portal().claim("iat", null).sign();
            launched = launches();
            launched.forEach(
                    token -> assertThat(module.bring(realm.browser(), token)).containsKey("code"));
            introspected = launches();
            introspected.forEach(token -> assertThat(introspect(token)).containsEntry("active", true));
        }
        try (KeycloakServer server = Servers.startDev(home, port, options)) {
            assertThat(server.url()).isEqualTo("http://127.0.0.1:" + port);
            assertions().forEach((kind, assertion) -> {
                assertThat(status(assertion)).as("new, " + kind).isEqualTo(200);
                assertThat(status(assertion)).as("new, again, " + kind).isEqualTo(401);
            });
            used.forEach(
                    (kind, assertion) -> assertThat(status(assertion)).as(kind).isEqualTo(401));
            assertThat(status(unused)).as("never used").isEqualTo(200);

            launched.forEach(token -> assertThat(module.bring(realm.browser(), token))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("error_description", "invalid launch token"));
            introspected.forEach(token -> assertThat(introspect(token)).isEqualTo(Map.of("active", false)));
            launches().forEach(token -> assertThat(module.bring(realm.browser(), token))
                    .containsKey("code"));
            launches().forEach(token -> {
                assertThat(introspect(token)).containsEntry("active", true);
                assertThat(introspect(token)).isEqualTo(Map.of("active", false));
            });
        }
    }
}
