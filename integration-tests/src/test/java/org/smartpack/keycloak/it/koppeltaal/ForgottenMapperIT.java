/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of a domain that was meant to be an application, and lacks the mapper "Koppeltaal application". */
@ExtendWith(SharedServer.class)
class ForgottenMapperIT {

    private Domain domain;
    private SigningClient forgotten;

    @BeforeEach
    void create(Admin admin) {
        domain = Domain.create(admin);
        forgotten = SigningClient.create(domain, "forgotten");
    }

    private Map<?, ?> details(String type) {
        return (Map<?, ?>) domain.newestEvent(type).get("details");
    }

    private List<String> rulesBrokenBy(String subject) {
        return domain.admin
                .get(domain.path("/smart-check"))
                .jsonPath()
                .getList("findings.findAll { it.subject == '" + subject + "' }.rule");
    }

    @Test
    @DisplayName("KT-DOM-9 with a role of applications it gets no token, and answer, event and realm check say why")
    void withRole() {
        domain.roles().give("forgotten", "portal");
        Response refused = forgotten.clientCredentials();
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("unauthorized_client");
        String cause = "the client has a role of the Koppeltaal domain, but lacks the mapper Koppeltaal application";
        assertThat(refused.<String>path("error_description")).isEqualTo(cause);
        assertThat(details("CLIENT_LOGIN_ERROR").get("reason")).isEqualTo(cause);
        assertThat(rulesBrokenBy("client forgotten")).contains("koppeltaal-role", "koppeltaal-application");

        Applications.addMapper(domain.client("forgotten"));
        assertThat(domain.scopes(forgotten.clientCredentials()))
                .isEqualTo(RoleScopesIT.PORTAL.replace("portal", "forgotten"));
        assertThat(rulesBrokenBy("client forgotten")).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-9 the same holds if the role comes through a group or a composite role")
    void indirectRole() {
        domain.roles().create("everything", List.of("portal"));
        domain.roles().give("forgotten", "everything");
        assertThat(forgotten.clientCredentials().<String>path("error")).isEqualTo("unauthorized_client");
        assertThat(rulesBrokenBy("client forgotten")).contains("koppeltaal-role");
    }

    @Test
    @DisplayName("KT-DOM-9 without a role it gets a token that opens nothing, and event and realm check say why")
    void withoutRole() {
        Response token = forgotten.clientCredentials();
        assertThat(token.statusCode()).as(token.asString()).isEqualTo(200);
        assertThat(details("CLIENT_LOGIN").get("missing_mapper")).isEqualTo("Koppeltaal application");
        assertThat(rulesBrokenBy("client forgotten"))
                .contains("koppeltaal-application")
                .doesNotContain("koppeltaal-role");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system/Task.rs", "system/*.cruds?resource-origin=Device/forgotten", "*"})
    @DisplayName("KT-DOM-9 a scope that it asks for is refused; the event names the mapper, and the answer doesn't")
    void asking(String scope) {
        Response refused = forgotten.clientCredentials(scope);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("error")).isEqualTo("invalid_scope");
        assertThat(refused.asString()).doesNotContain("mapper");
        assertThat(details("CLIENT_LOGIN_ERROR").toString()).contains("Koppeltaal application");
    }

    @Test
    @DisplayName("KT-DOM-9 an ordinary backend service of the domain gets its token, without a remark in the event")
    void backendService() {
        domain.client("forgotten").allow("system/Task.rs", false);
        Response token = forgotten.clientCredentials("system/Task.rs");
        assertThat(token.<String>path("scope")).contains("system/Task.rs");
        assertThat(details("CLIENT_LOGIN").get("missing_mapper")).isNull();
    }

    @Test
    @DisplayName("KT-DOM-9 a client with a secret is told by the realm check alone; other realms know nothing of it")
    void others(Admin admin) {
        RealmClient client =
                domain.createClient("reporting", Map.of("secret", "reporting-secret", "serviceAccountsEnabled", true));
        domain.roles().give("reporting", "portal");
        assertThat(Client.confidential(domain, "reporting").clientCredentials().statusCode())
                .isEqualTo(200);
        assertThat(details("CLIENT_LOGIN").get("missing_mapper")).isNull();
        assertThat(rulesBrokenBy("client " + client.clientId())).containsExactly("koppeltaal-role");
        assertThat(rulesBrokenBy("client module-smart")).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-9 a module without the mapper that brings an HTI token is refused, and the event says why")
    void htiToken() {
        String token = domain.hti().claim("aud", "Device/module-smart").sign();
        Map<String, String> callback = domain.module("module-smart").bring(domain.browser(), "practitioner-1", token);
        assertThat(callback)
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch");
        assertThat((String) details("LOGIN_ERROR").get("reason"))
                .contains("the client isn't launched with HTI tokens", "mapper Koppeltaal application");
        domain.module("module-smart").bring(domain.browser(), "practitioner-1", "not-a-token");
        assertThat((String) details("LOGIN_ERROR").get("reason"))
                .doesNotContain("HTI")
                .contains("unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Goal.rs?resource-orgin={own}",
                "system/Goal.rs?resource-origin={own},{granted}",
                "patient/Goal.rs?resource-origin={own}"
            })
    @DisplayName("KT-SCP-10 a client scope that looks like a permission and gives nobody anything is told")
    void noPermission(String name) {
        String id = domain.oldScope(name);
        domain.roles().tie(id, "portal");
        assertThat(domain.scopesOf("portal")).isEqualTo(RoleScopesIT.PORTAL);
        assertThat(rulesBrokenBy("client scope " + name)).contains("koppeltaal-permission");
    }
}
