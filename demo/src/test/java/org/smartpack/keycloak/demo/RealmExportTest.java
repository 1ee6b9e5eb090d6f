/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the realm files must contain, and what they must not. */
class RealmExportTest {

    private static final Path FOLDER = Path.of(System.getProperty("smartpack.root"), "realm-export");

    private static List<Path> realmFiles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static List<JsonNode> signedJwtClients() throws IOException {
        List<JsonNode> clients = new ArrayList<>();
        for (Path file : realmFiles()) {
            JsonNode realm = new ObjectMapper().readTree(Files.readString(file));
            StreamSupport.stream(realm.path("clients").spliterator(), false)
                    .filter(client ->
                            client.path("clientAuthenticatorType").asText().equals("smart-jwt"))
                    .forEach(clients::add);
        }
        return clients;
    }

    private static JWKSet demoKeys(String client) throws IOException, ParseException {
        return JWKSet.parse(Files.readString(FOLDER.resolve("demo-keys/" + client + ".jwks.json")));
    }

    @Test
    @DisplayName(
            "SMART-BS-2 SMART-BS-3 every signed-JWT client has an RS384 and an ES384 demo key with a kid, so marked")
    void demoKeys() throws Exception {
        assertThat(signedJwtClients()).isNotEmpty();
        for (JsonNode client : signedJwtClients()) {
            String id = client.path("clientId").asText();
            JWKSet keys = demoKeys(id);
            assertThat(keys.getKeys())
                    .as(id)
                    .extracting(JWK::getAlgorithm)
                    .containsExactlyInAnyOrder(JWSAlgorithm.RS384, JWSAlgorithm.ES384);
            assertThat(keys.getKeys()).as(id).allMatch(JWK::isPrivate);
            assertThat(keys.getKeys())
                    .as(id)
                    .extracting(JWK::getKeyID)
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
            assertThat(keys.getKeys())
                    .as(id)
                    .filteredOn(RSAKey.class::isInstance)
                    .allMatch(key -> key.size() >= 2048);
            assertThat(keys.getAdditionalMembers().get("notice").toString()).startsWith("For demonstration only");
        }
    }

    @Test
    @DisplayName("SMART-BS-1 keys registered inline are the public halves of the demo keys")
    void inlineKeys() throws Exception {
        List<String> seen = new ArrayList<>();
        for (JsonNode client : signedJwtClients()) {
            String inline = client.at("/attributes/jwks.string").asText();
            if (!inline.isEmpty()) {
                String id = client.path("clientId").asText();
                seen.add(id);
                // A Koppeltaal portal may sign HTI tokens with any algorithm, so its keys name none.
                assertThat(JWKSet.parse(inline).getKeys())
                        .as(id)
                        .usingElementComparator(RealmExportTest::butForAlgorithm)
                        .containsExactlyInAnyOrderElementsOf(
                                demoKeys(id).toPublicJWKSet().getKeys());
            }
        }
        assertThat(seen).contains("bulk-client");
    }

    private static int butForAlgorithm(JWK registered, JWK demo) {
        Map<String, Object> expected = new TreeMap<>(demo.toJSONObject());
        Map<String, Object> actual = new TreeMap<>(registered.toJSONObject());
        if (!actual.containsKey("alg")) {
            expected.remove("alg");
        }
        return actual.equals(expected) ? 0 : 1;
    }

    @Test
    @DisplayName("no realm file holds a private key: Keycloak makes each realm's own")
    void noPrivateKeys() throws IOException {
        for (Path file : realmFiles()) {
            String text = Files.readString(file);
            assertThat(text)
                    .as(file.toString())
                    .doesNotContain(
                            "privateKey", "PRIVATE KEY", "\\\"d\\\"", "keystore", "\"secret\": [", "\"certificate\"");
            JsonNode keys = new ObjectMapper().readTree(text).at("/components/org.keycloak.keys.KeyProvider");
            assertThat(keys)
                    .as(file.toString())
                    .allMatch(key -> key.path("providerId").asText().endsWith("-generated"));
        }
    }
}
