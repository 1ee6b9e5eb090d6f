/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.Curve;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.it.framework.Admin;
import org.smartpack.keycloak.it.framework.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The authenticator works as soon as a client has it, and takes nothing from the others. */
@ExtendWith(SharedServer.class)
class FreshRealmIT {

    private SmartRealm realm;
    private Admin admin;

    @BeforeEach
    void freshRealm(KeycloakServer server, Admin admin) {
        this.admin = admin;
        this.realm = new SmartRealm(server, admin);
    }

    private List<Map<String, Object>> executions(String flow) {
        return admin.get("/" + realm.name() + "/authentication/flows/" + flow + "/executions")
                .jsonPath()
                .getList("");
    }

    @Test
    @DisplayName("SMART-BS-1 an inline JWKS and SMART-BS-3 RS384: a token in a fresh realm, without touching a flow")
    void rs384() {
        SmartRealm.Client client = realm.inlineClient(ClientKey.rsa(), "RS384");

        client.token().then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-3 ES384")
    void es384() {
        SmartRealm.Client client = realm.inlineClient(ClientKey.ec(Curve.P_384), "ES384");

        client.token().then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-21, 22, 23: scope, 300 seconds, no refresh token, never cached")
    void tokenResponse() {
        admin.put("/" + realm.name(), Map.of("accessTokenLifespan", 3600));
        SmartRealm.Client client = realm.inlineClient(ClientKey.rsa(), "RS384");

        var response = client.token();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getInt("expires_in")).isEqualTo(300);
        assertThat(response.jsonPath().getString("token_type")).isEqualToIgnoringCase("bearer");
        assertThat(response.jsonPath().getString("scope")).isNotNull();
        assertThat(response.jsonPath().getString("refresh_token")).isNull();
        assertThat(response.getHeaders().getValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.getHeaders().getValues("Pragma")).containsExactly("no-cache");
    }
}
