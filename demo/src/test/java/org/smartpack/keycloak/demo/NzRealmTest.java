/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The clients, classes and policies of {@code realm-export/nz-health.json} are those in the contract. */
class NzRealmTest {

    private static final String CALLBACK = "http://127.0.0.1:9999/callback";

    private static final String PLAYGROUND = "http://127.0.0.1:8091/nz.html";

    private JsonNode realm;

    @BeforeEach
    void read() throws IOException {
        realm = new ObjectMapper()
                .readTree(Files.readString(
                        Path.of(System.getProperty("smartpack.root"), "realm-export", "nz-health.json")));
    }

    private JsonNode client(String id) {
        return StreamSupport.stream(realm.path("clients").spliterator(), false)
                .filter(client -> client.path("clientId").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + id));
    }

    private List<String> roles(String client) {
        return StreamSupport.stream(realm.at("/roles/client/" + client).spliterator(), false)
                .map(role -> role.path("name").asText())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "public-spa, nz-public, true, false, client-secret",
        "provider-portal, nz-in-confidence, false, true, smart-jwt",
        "sensitive-portal, nz-sensitive, false, true, smart-jwt"
    })
    @DisplayName("NZ-72 to NZ-78 each app has its class and the flows of the class, and redirects to loopback only")
    void apps(String id, String role, boolean isPublic, boolean isHybrid, String authenticator) {
        JsonNode app = client(id);
        assertThat(roles(id)).containsExactly(role);
        assertThat(app.path("publicClient").asBoolean()).isEqualTo(isPublic);
        assertThat(app.path("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(app.path("implicitFlowEnabled").asBoolean()).isEqualTo(isHybrid);
        assertThat(app.at("/attributes/id.token.as.detached.signature").asBoolean())
                .isEqualTo(isHybrid);
        assertThat(app.path("consentRequired").asBoolean()).isTrue();
        assertThat(app.path("clientAuthenticatorType").asText("client-secret")).isEqualTo(authenticator);
        assertThat(StreamSupport.stream(app.path("redirectUris").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactly(CALLBACK, PLAYGROUND);
    }

    @Test
    @DisplayName("NZ-84 system-feed is IN-CONFIDENCE and has no users")
    void system() {
        JsonNode system = client("system-feed");
        assertThat(roles("system-feed")).containsExactly("nz-in-confidence");
        assertThat(system.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(system.path("standardFlowEnabled").asBoolean()).isFalse();
        assertThat(system.path("clientAuthenticatorType").asText()).isEqualTo("smart-jwt");
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, nz-public", "IN-CONFIDENCE, nz-in-confidence", "SENSITIVE, nz-sensitive"})
    @DisplayName("NZ-70 an enabled policy applies the strict profile of each class")
    void policies(String classification, String profile) {
        assertThat(StreamSupport.stream(realm.at("/clientPolicies/policies").spliterator(), false)
                        .filter(policy -> policy.at("/conditions/0/configuration/classification")
                                .asText()
                                .equals(classification)))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.path("enabled").asBoolean()).isTrue();
                    assertThat(policy.path("conditions")).hasSize(1);
                    assertThat(policy.at("/profiles/0").asText()).isEqualTo(profile);
                    assertThat(policy.at("/conditions/0/configuration/unclassified")
                                    .asBoolean())
                            .as("whether clients without a class are under these rules")
                            .isEqualTo(classification.equals("PUBLIC"));
                });
    }

    @Test
    @DisplayName("NZ-63 the realm's FHIR server has a base URL of its own, and hemi can sign in")
    void others() {
        assertThat(client("fhir-server")
                        .at("/protocolMappers/0/config/base.url")
                        .asText())
                .isEqualTo("http://127.0.0.1:8090/nz-health/fhir");
        assertThat(realm.at("/users/0/username").asText()).isEqualTo("hemi");
        assertThat(realm.at("/users/0/credentials/0/value").asText()).isEqualTo("hemi");
    }
}
