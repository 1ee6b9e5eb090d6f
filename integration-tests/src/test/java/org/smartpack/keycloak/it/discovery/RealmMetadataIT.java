/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.discovery;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Keycloak's own metadata documents of a realm that uses the pack. */
@ExtendWith(SharedServer.class)
class RealmMetadataIT {

    private static final List<String> ENDPOINTS =
            List.of("token_endpoint", "introspection_endpoint", "revocation_endpoint");

    private KeycloakServer server;
    private Admin admin;
    private String realm;

    @BeforeEach
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        this.admin = admin;
        this.realm = admin.createRealm(Map.of());
    }

    private JsonNode metadata() {
        return Documents.read(Documents.openid(server.realmUrl(realm)));
    }

    @Test
    @DisplayName("SMART-DISC-2 no plain in openid-configuration either")
    void noPlain() {
        admin.createScope(realm, "system/*.rs", Map.of());
        assertThat(Documents.strings(metadata(), "code_challenge_methods_supported"))
                .containsExactly("S256");
    }

    @Test
    @DisplayName("SMART-DISC-4 scopes_supported has the other scopes and the widest allowances")
    void scopes() {
        List<String> others = Documents.strings(metadata(), "scopes_supported");
        for (String scope :
                List.of("system/Patient.rs", "system/*.rs", "user/*.cruds", "user/Patient.sr", "my-scope")) {
            admin.createOldScope(realm, scope, Map.of());
        }
        assertThat(Documents.strings(metadata(), "scopes_supported"))
                .containsAll(others)
                .contains("my-scope", "system/*.rs", "user/*.cruds")
                .hasSize(others.size() + 3);
    }

    @Test
    @DisplayName("SMART-DISC-6 every method and algorithm of a signed JWT is listed, once")
    void signedJwt() {
        admin.createClient(
                realm,
                Map.of("clientId", "bulk", "clientAuthenticatorType", "smart-jwt", "serviceAccountsEnabled", true));
        JsonNode metadata = metadata();
        assertThat(Documents.strings(metadata, "code_challenge_methods_supported"))
                .containsExactly("S256");
        for (String endpoint : ENDPOINTS) {
            assertThat(Documents.strings(metadata, endpoint + "_auth_methods_supported"))
                    .as(endpoint)
                    .contains("private_key_jwt", "client_secret_basic")
                    .doesNotHaveDuplicates();
            assertThat(Documents.strings(metadata, endpoint + "_auth_signing_alg_values_supported"))
                    .as(endpoint)
                    .contains("RS384", "ES384");
        }
    }

    @Test
    @DisplayName("SMART-DISC-6 only what the realm's client authentication flow runs is listed")
    void methodsOfTheFlow() {
        bindFlowOf("client-secret", "smart-jwt");
        JsonNode metadata = metadata();
        for (String endpoint : ENDPOINTS) {
            assertThat(Documents.strings(metadata, endpoint + "_auth_methods_supported"))
                    .as(endpoint)
                    .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post", "private_key_jwt");
            assertThat(Documents.strings(metadata, endpoint + "_auth_signing_alg_values_supported"))
                    .as(endpoint)
                    .contains("RS384", "ES384")
                    .noneMatch(algorithm -> algorithm.startsWith("HS") || algorithm.equals("EdDSA"));
        }
    }

    @Test
    @DisplayName("SMART-DISC-6 without assertions in the flow no algorithm is listed")
    void secretsOnly() {
        admin.createScope(realm, "system/*.rs", Map.of());
        bindFlowOf("client-secret");
        JsonNode metadata = metadata();
        for (String endpoint : ENDPOINTS) {
            assertThat(metadata.has(endpoint + "_auth_signing_alg_values_supported"))
                    .as(endpoint)
                    .isFalse();
            assertThat(Documents.strings(metadata, endpoint + "_auth_methods_supported"))
                    .as(endpoint)
                    .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post");
        }
        assertThat(Documents.strings(Documents.read(Documents.smart(server.realmUrl(realm))), "capabilities"))
                .doesNotContain("client-confidential-asymmetric");
    }

    @Test
    @DisplayName("SMART-DISC-6 a disabled execution of the flow doesn't count")
    void disabledExecution() {
        String flow = bindFlowOf("client-secret", "smart-jwt");
        Map<String, Object> execution = executions(flow).stream()
                .filter(candidate -> "smart-jwt".equals(candidate.get("providerId")))
                .findFirst()
                .orElseThrow();
        execution.put("requirement", "DISABLED");
        admin.put("/" + realm + "/authentication/flows/" + flow + "/executions", execution);
        assertThat(Documents.strings(Documents.read(Documents.smart(server.realmUrl(realm))), "capabilities"))
                .containsExactly("client-confidential-symmetric");
    }

    @Test
    @DisplayName("SMART-DISC-2 oauth-authorization-server is the same document, at both of its paths")
    void authorizationServerMetadata() {
        admin.createScope(realm, "system/*.rs", Map.of());
        JsonNode metadata = metadata();
        assertThat(Documents.read(Documents.wellKnown(server.realmUrl(realm), "oauth-authorization-server")))
                .isEqualTo(metadata);
        assertThat(Documents.read(server.url() + "/.well-known/oauth-authorization-server/realms/" + realm))
                .isEqualTo(metadata);
    }

    /** Gives the realm a client authentication flow of its own; answers its alias. */
    private String bindFlowOf(String... authenticators) {
        String alias = "flow-" + UUID.randomUUID();
        admin.post(
                "/" + realm + "/authentication/flows",
                Map.of("alias", alias, "providerId", "client-flow", "topLevel", true, "builtIn", false));
        for (String authenticator : authenticators) {
            admin.post(
                    "/" + realm + "/authentication/flows/" + alias + "/executions/execution",
                    Map.of("provider", authenticator));
        }
        for (Map<String, Object> execution : executions(alias)) {
            execution.put("requirement", "ALTERNATIVE");
            admin.put("/" + realm + "/authentication/flows/" + alias + "/executions", execution);
        }
        admin.put("/" + realm, Map.of("clientAuthenticationFlow", alias));
        return alias;
    }

    private List<Map<String, Object>> executions(String flow) {
        return admin.get("/" + realm + "/authentication/flows/" + flow + "/executions")
                .jsonPath()
                .getList("");
    }
}
