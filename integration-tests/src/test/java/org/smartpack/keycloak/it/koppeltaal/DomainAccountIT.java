/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;

import static org.assertj.core.api.Assertions.assertThat;

/** What the realm that the pack ships has of Keycloak's own. */
@ExtendWith(SharedServer.class)
class DomainAccountIT {

    @Test
    @DisplayName("users of the realm koppeltaal can use its account console")
    void accountConsole(Admin admin) {
        Domain domain = Domain.create(admin);
        String console = domain.url + "/account/";
        Pkce pkce = Pkce.create();
        Client client = Client.publicClient(domain, "account-console");
        Map<String, String> request = new LinkedHashMap<>(Map.of(
                "response_type", "code", "client_id", "account-console", "redirect_uri", console, "scope", "openid"));
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        String code = new LoginPages(console)
                .visit(client.authorize(request), "patient-1")
                .get("code");
        String token = client.token(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        console,
                        "code_verifier",
                        pkce.verifier()))
                .path("access_token");
        Caller.bearer(token)
                .accept(ContentType.JSON)
                .get(console + "applications")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("KT-SCP-1 a new client gets Keycloak's client scopes and the permissions of the domain")
    void newClient(Admin admin) {
        Domain domain = Domain.create(admin);
        Map<String, Object> client = domain.createClient("newcomer", Map.of()).representation();
        assertThat(client.get("defaultClientScopes"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsAll(List.of("basic", "acr", "profile", "email", "roles", "web-origins"))
                .contains("system/ActivityDefinition.rs", "system/Task.cruds?resource-origin={own}");
        assertThat(client.get("optionalClientScopes"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .contains("offline_access", "address", "phone", "microprofile-jwt");
    }
}
