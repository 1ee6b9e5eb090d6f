/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.realm.Realm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The realms that the pack ships: an authorization request makes Keycloak fetch nothing. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestObjectIT {

    private static final ClientKey KEY = ClientKey.rsa();

    private final JwksHost host = new JwksHost();

    @AfterAll
    void close() {
        host.close();
    }

    private String requestObject(String clientId, String issuer) {
        return new AssertionBuilder(KEY, "RS256", clientId, issuer)
                .claim("client_id", clientId)
                .claim("response_type", "code")
                .claim("redirect_uri", Realm.CALLBACK)
                .claim("scope", "openid")
                .sign();
    }

    private static void client(Admin admin, String realm, String clientId, Map<String, String> attributes) {
        admin.createClient(
                realm, Map.of("clientId", clientId, "redirectUris", List.of(Realm.CALLBACK), "attributes", attributes));
    }

    private static Response ask(String issuer, String clientId, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("client_id", clientId);
        all.put("response_type", "code");
        all.put("redirect_uri", Realm.CALLBACK);
        all.put("scope", "openid");
        return given().redirects().follow(false).queryParams(all).get(issuer + "/protocol/openid-connect/auth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smart", "koppeltaal"})
    @DisplayName("attack 12: neither request_uri nor the keys of a request object are fetched")
    void nothingIsFetched(String export, KeycloakServer server, Admin admin) {
        String realm = admin.createRealm(Installation.realm(export));
        String issuer = server.realmUrl(realm);
        host.serve("/keys", KEY.jwks(), Map.of());
        host.serve("/request", requestObject("by-uri", issuer), Map.of());
        client(admin, realm, "by-uri", Map.of("request.uris", host.url("/request")));
        client(admin, realm, "by-keys", Map.of("use.jwks.url", "true", "jwks.url", host.url("/keys")));
        client(admin, realm, "imported", Map.of("use.jwks.string", "true", "jwks.string", KEY.jwks()));

        Response byUri = ask(issuer, "by-uri", Map.of("request_uri", host.url("/request")));
        assertThat(byUri.statusCode()).isEqualTo(400);
        assertThat(host.requests("/request")).isEmpty();

        Response byKeys = ask(issuer, "by-keys", Map.of("request", requestObject("by-keys", issuer)));
        assertThat(byKeys.statusCode()).isEqualTo(400);
        assertThat(host.requests("/keys")).isEmpty();

        assertThat(ask(issuer, "by-keys", Map.of()).statusCode()).isIn(200, 302);
        Response imported = ask(issuer, "imported", Map.of("request", requestObject("imported", issuer)));
        assertThat(imported.statusCode()).as(imported.asString()).isIn(200, 302);
    }
}
