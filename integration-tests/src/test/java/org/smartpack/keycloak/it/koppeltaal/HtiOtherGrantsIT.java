/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A module that is launched with HTI tokens gets no access for a user, whatever the console has switched on for it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtiOtherGrantsIT {

    private static final String REFUSED = "only with a launch";

    private Domain realm;
    private Module module;

    @BeforeAll
    void realm(Admin admin) {
        realm = Domain.create(admin);
        module = realm.module();
        RealmClient client = realm.client("module");
        client.changeAttributes(Map.of(
                "oauth2.device.authorization.grant.enabled", "true",
                "standard.token.exchange.enabled", "true"));
        client.change(Map.of("directAccessGrantsEnabled", true));
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo("invalid_grant");
        assertThat(response.<String>path("error_description")).contains(REFUSED);
        assertThat(response.asString()).doesNotContain("access_token", "id_token");
    }

    private Response password(String scope) {
        return module.password("patient-1", scope);
    }

    @Test
    @DisplayName("KT-TOK-4: a password gives no token, with the scopes of a launch or without")
    void password() {
        assertRefused(password("openid"));
        Response asLaunch = password("launch openid fhirUser");
        assertThat(asLaunch.statusCode()).as(asLaunch.asString()).isEqualTo(400);
        assertThat(asLaunch.asString()).doesNotContain("access_token", "id_token");
    }

    @Test
    @DisplayName("KT-TOK-4: a device code gives no token")
    void device() {
        Pkce pkce = Pkce.create();
        Response started = module.post(
                "auth/device",
                Map.of("scope", "openid", "code_challenge", pkce.challenge(), "code_challenge_method", "S256"));
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(200);
        realm.browser().visit(started.path("verification_uri_complete"), "patient-1");
        assertRefused(module.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "device_code",
                started.path("device_code"),
                "code_verifier",
                pkce.verifier())));
    }

    private String tokenOfOtherClient() {
        String web = "web-" + UUID.randomUUID();
        realm.createClient(
                web,
                Map.of(
                        "secret",
                        Caller.secret(web),
                        "directAccessGrantsEnabled",
                        true,
                        "protocolMappers",
                        List.of(Mapper.audience("module"))));
        Response tokens = Client.confidential(realm, web).password("patient-1");
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return tokens.path("access_token");
    }

    @Test
    @DisplayName("KT-TOK-4: another client's token isn't exchanged; the module's own token is its own affair")
    void exchange() {
        assertRefused(module.token(Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token",
                "subject_token",
                tokenOfOtherClient())));

        Response own = module.clientCredentials();
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
    }

    @Test
    @DisplayName("KT-TOK-4: UMA gives another client's user no token, and says why")
    void permissions() {
        RealmClient client = realm.client("module");
        client.change(Map.of("authorizationServicesEnabled", true));
        String path = client.path() + "/authz/resource-server";
        Map<String, Object> server =
                new HashMap<>(realm.admin.get(path).jsonPath().getMap(""));
        server.put("policyEnforcementMode", "PERMISSIVE");
        realm.admin.put(path, server);
        realm.admin.post(path + "/resource", Map.of("name", "thing"));
        String token = tokenOfOtherClient();
        // Keycloak removes what isn't printable.
        for (String end : List.of("", "\n")) {
            assertRefused(Caller.bearer(token)
                    .formParam("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket" + end)
                    .formParam("audience", "module")
                    .post(realm.tokenUrl()));
        }
    }
}
