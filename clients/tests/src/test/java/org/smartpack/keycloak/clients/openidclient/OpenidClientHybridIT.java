/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.openidclient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.clients.frame.LaunchGrant;
import org.smartpack.keycloak.clients.frame.Script;
import org.smartpack.keycloak.demo.access.TrustedRealm;
import org.smartpack.keycloak.demo.fhir.FhirBase;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of New Zealand's classes with openid-client, which checks signature and hashes of {@code code id_token}:
 * {@code src/test/npm/openid-client-hybrid.mjs}.
 */
@ClientTest
@DisplayName("A client of New Zealand's profile with openid-client")
class OpenidClientHybridIT {

    private static final List<String> SCOPES =
            List.of("launch", "fhirUser", "online_access", "patient/*.cruds", "user/*.cruds");

    /** What the clients have that are classified. */
    private static final String ROLE = "nz-in-confidence";

    /** Whose key the clients have. */
    private static final String KEY = "signed-app";

    private final Script script = Script.node("openid-client-hybrid.mjs");
    private DemoRealm realm;
    private FhirServer fhir;
    private String base;

    @BeforeAll
    void realm(DemoRealm demo) {
        int port = Installation.freePort();
        base = FhirBase.url("http://127.0.0.1:" + port, "smart");
        realm = demo.copy(Map.of());
        moveFhirServer();
        String keycloak = realm.url.substring(0, realm.url.indexOf("/realms/"));
        fhir = FhirServer.start(new FhirServerSettings(
                "127.0.0.1", port, List.of(new FhirBase(base, TrustedRealm.of(keycloak, realm.name)))));
    }

    /** The realm's FHIR server is this test's own, at another port than the demo's. */
    private void moveFhirServer() {
        RealmClient server = realm.client("fhir-server");
        String mappers = server.path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) mapper.get("config"));
        config.put("base.url", base);
        mapper.put("config", config);
        realm.admin.put(mappers + "/" + mapper.get("id"), mapper);
    }

    @AfterAll
    void stop() {
        if (fhir != null) {
            fhir.close();
        }
    }

    /** The policy for the clients with the role: code id_token, and plain code where it is SMART-compatible. */
    private void policy(boolean isStrict) {
        List<Map<String, Object>> executors = new ArrayList<>();
        executors.add(Map.of("executor", "smart-hybrid-flow", "configuration", Map.of()));
        if (isStrict) {
            executors.add(Map.of("executor", "secure-response-type", "configuration", Map.of("auto-configure", true)));
        }
        realm.admin.put(
                realm.path("/client-policies/profiles"),
                Map.of("profiles", List.of(Map.of("name", ROLE, "executors", executors))));
        realm.admin.put(
                realm.path("/client-policies/policies"),
                Map.of(
                        "policies",
                        List.of(Map.of(
                                "name",
                                ROLE,
                                "enabled",
                                true,
                                "conditions",
                                List.of(Map.of(
                                        "condition", "client-roles", "configuration", Map.of("roles", List.of(ROLE)))),
                                "profiles",
                                List.of(ROLE)))));
    }

    /** A confidential web app with that class. */
    private RealmClient classified(String clientId) {
        Map<String, String> attributes =
                new LinkedHashMap<>(SigningClient.imported(ClientKey.demo(KEY).jwks()));
        attributes.put("id.token.as.detached.signature", "true");
        Map<String, Object> settings = new LinkedHashMap<>(Map.of(
                "clientAuthenticatorType",
                "smart-jwt",
                "implicitFlowEnabled",
                true,
                "consentRequired",
                true,
                "fullScopeAllowed",
                false,
                "redirectUris",
                List.of(DemoRealm.CALLBACK),
                "defaultClientScopes",
                List.of("basic"),
                "optionalClientScopes",
                SCOPES,
                "attributes",
                attributes));
        RealmClient client = realm.createClient(clientId, settings);
        realm.admin.post(client.path() + "/roles", Map.of("name", ROLE));
        return client;
    }

    private JsonPath run(String task, String clientId, String scope) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("issuer", realm.url);
        settings.put("fhir", base);
        settings.put("clientId", clientId);
        settings.put("redirectUri", DemoRealm.CALLBACK);
        settings.put("keys", DemoRealm.keys(KEY).toString());
        settings.put("alg", "ES384");
        settings.put("scope", scope);
        settings.put("launch", realm.register(Map.of("patient", "pat-3", "encounter", "enc-3")));
        return script.run(task, settings, this::visit);
    }

    /** {@code drbob} signs in and agrees; the answer of the hybrid flow is in the fragment. */
    private String visit(String url) {
        String separator = url.contains("id_token") ? "#" : "?";
        return DemoRealm.CALLBACK + separator + Query.of(realm.browser().visit(url, "drbob"));
    }

    @Test
    @DisplayName(
            "NZ-54, NZ-57, NZ-78: uses code id_token with PKCE; the library checks signature, nonce, c_hash and s_hash")
    void hybrid() {
        policy(true);
        classified("hybrid-portal");
        JsonPath result = run("hybrid", "hybrid-portal", LaunchGrant.SCOPE);
        assertThat(result.getString("authorizationUrl"))
                .contains("response_type=code+id_token", "code_challenge_method=S256");
        assertThat(result.getList("names", String.class))
                .contains("code", "id_token", "state", "iss")
                .doesNotContain("access_token");
        assertThat(result.getMap("detached"))
                .containsKeys("c_hash", "s_hash", "nonce")
                .doesNotContainKeys("fhirUser", "patient", "encounter");
        assertThat(result.getString("tokens.patient")).isEqualTo("pat-3");
        assertThat(result.getString("refreshed.patient")).isEqualTo("pat-3");
        assertThat(result.getString("idToken.fhirUser")).endsWith("Practitioner/prac-1");
    }

    @Test
    @DisplayName("NZ-54: notices another code in the answer, whose hash isn't signed")
    void injected() {
        policy(true);
        classified("injected-portal");
        JsonPath result = run("injected", "injected-portal", LaunchGrant.SCOPE);
        assertThat(result.getString("cause")).contains("c_hash");
    }

    @Test
    @DisplayName("NZ-78: plain code is refused in the strict profile, and accepted in the SMART-compatible one")
    void code() {
        policy(true);
        classified("code-portal");
        JsonPath refused = run("code", "code-portal", LaunchGrant.SCOPE);
        assertThat(refused.getString("error")).isEqualTo("invalid_request");

        policy(false);
        JsonPath accepted = run("code", "code-portal", LaunchGrant.SCOPE);
        assertThat(accepted.getString("tokens.patient")).isEqualTo("pat-3");
        assertThat(run("hybrid", "code-portal", LaunchGrant.SCOPE).getString("tokens.patient"))
                .isEqualTo("pat-3");
    }

    @Test
    @DisplayName("NZ-25, NZ-92, NZ-99: uses code id_token and DPoP, up to the FHIR server")
    void dpop() {
        policy(true);
        classified("sensitive-client");
        String scope = "launch openid online_access patient/*.rs";
        JsonPath result = run("dpop", "sensitive-client", scope);
        assertThat(result.getString("tokens.token_type")).isEqualToIgnoringCase("dpop");
        assertThat(result.getString("tokens.patient")).isEqualTo("pat-3");
        assertThat(result.getInt("bound")).isEqualTo(200);
        assertThat(result.getInt("boundAgain")).isEqualTo(200);
        assertThat(result.getInt("asBearer")).isEqualTo(401);
        assertThat(result.getInt("otherKey")).isEqualTo(401);
    }
}
