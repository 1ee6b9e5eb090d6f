/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.iua;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.Script;
import org.smartpack.keycloak.demo.Demo;
import org.smartpack.keycloak.testkit.client.Caller;

import static org.assertj.core.api.Assertions.assertThat;

/** IUA tokens in Node.js: openid-client gets them, jose checks them: {@code src/test/npm/iua.mjs}. */
@ClientTest
@DisplayName("An IUA client with openid-client, and a resource server with jose")
class IuaClientIT {

    private final Script script = Script.node("iua.mjs");
    private IuaRealm realm;

    @BeforeAll
    void realm(Demo demo) {
        realm = IuaRealm.of(demo);
    }

    private Map<String, Object> settings(String clientId, String scope) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("issuer", realm.url);
        settings.put("fhir", realm.fhir);
        settings.put("clientId", clientId);
        settings.put("secret", Caller.secret(clientId));
        settings.put("server", IuaRealm.SERVER);
        settings.put("serverSecret", Caller.secret(IuaRealm.SERVER));
        settings.put("redirectUri", IuaRealm.CALLBACK);
        settings.put("scope", scope);
        return settings;
    }

    private static void assertRequiredClaims(JsonPath result) {
        Map<String, String> types = Map.of(
                "iss", "string",
                "sub", "string",
                "client_id", "string",
                "aud", "array of string",
                "jti", "string",
                "exp", "number",
                "iat", "number",
                "scope", "string",
                "extensions", "object");
        assertThat(result.<String, String>getMap("types")).containsAllEntriesOf(types);
    }

    @Test
    @DisplayName("IUA-1, IUA-JWT-1, 2, 3: client credentials; jose checks RS256, iss, aud, exp and the extensions")
    void system() {
        JsonPath result = script.run("service", settings(IuaRealm.SYSTEM, "system/*.*"));
        assertThat(result.getString("header.alg")).isEqualTo("RS256");
        assertRequiredClaims(result);
        assertThat(result.getString("claims.sub")).isEqualTo(IuaRealm.SYSTEM);
        assertThat(result.getList("claims.aud")).contains(realm.fhir);
        assertThat(result.getString("claims.extensions.ihe_iua.subject_organization"))
                .isEqualTo("Central Hospital");
        assertThat(result.getList("claims.extensions.ihe_iua.purpose_of_use.code"))
                .containsExactly("TREAT");
        assertThat(result.getInt("read")).isEqualTo(200);
    }

    @Test
    @DisplayName("IUA-1, IUA-JWT-2, 3, 4: authorization code; jose finds user, purpose and patient in the extensions")
    void user() {
        Map<String, Object> settings = settings(IuaRealm.APP, "launch openid fhirUser offline_access patient/*.rs");
        settings.put("launch", realm.launch("pat-1"));
        JsonPath result = script.run("app", settings, realm::visit);
        assertRequiredClaims(result);
        assertThat(result.getString("claims.sub"))
                .isEqualTo(realm.user("drsmith").id());
        assertThat(result.getString("claims.extensions.ihe_iua.subject_name")).isEqualTo("John Smith");
        assertThat(result.getList("claims.extensions.ihe_iua.subject_role.code"))
                .containsExactly("doctor");
        assertThat(result.getString("claims.extensions.ihe_bppc.patient_id")).isEqualTo(realm.fhir + "/Patient/pat-1");
        assertThat(result.getMap("refreshed.extensions")).as("IUA-JWT-7").isEqualTo(result.getMap("claims.extensions"));
        assertThat(result.getInt("read")).isEqualTo(200);
    }

    @Test
    @DisplayName("IUA-JWT-1, 3, 4: HS256 with a secret that the realm and the resource server share")
    void hmac() {
        byte[] secret = new byte[64];
        new SecureRandom().nextBytes(secret);
        String shared = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String components = realm.path("/components");
        realm.admin.post(
                components,
                Map.of(
                        "name",
                        "shared-hs256",
                        "providerId",
                        "hmac-generated",
                        "providerType",
                        "org.keycloak.keys.KeyProvider",
                        "config",
                        Map.of(
                                "priority", List.of("200"),
                                "algorithm", List.of("HS256"),
                                "kid", List.of("shared"),
                                "secretSize", List.of("64"),
                                "secret", List.of(shared))));
        realm.createSystem("node-hs256", Map.of("access.token.signed.response.alg", "HS256"));
        Map<String, Object> settings = settings("node-hs256", "system/*.*");
        settings.put("shared", shared);
        JsonPath result = script.run("hmac", settings);
        assertThat(result.getString("header.alg")).isEqualTo("HS256");
        assertRequiredClaims(result);
        assertThat(result.getMap("claims.extensions.ihe_bppc"))
                .isEqualTo(Map.of("doc_id", "urn:oid:1.2.3", "acp", "urn:oid:1.2.4"));
        assertThat(result.getList("claims.extensions.ihe_iua.purpose_of_use.code"))
                .containsExactly("TREAT");
        assertThat(result.getString("otherSecret")).isEqualTo("ERR_JWS_SIGNATURE_VERIFICATION_FAILED");
        assertThat(result.getString("publishedKeys")).isEqualTo("ERR_JOSE_ALG_NOT_ALLOWED");
        assertThat(result.getBoolean("introspection.active")).isTrue();
    }

    @Test
    @DisplayName("IUA-JWT-1, IUA-72-3, attack 9: jose and the FHIR server refuse the same bad tokens")
    void bad() {
        JsonPath result = script.run("bad", settings(IuaRealm.SYSTEM, "system/*.*"));
        assertThat(result.<String, String>getMap("errors"))
                .isEqualTo(Map.of(
                        "wrongAudience", "ERR_JWT_CLAIM_VALIDATION_FAILED aud",
                        "wrongIssuer", "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
                        "expired", "ERR_JWT_EXPIRED exp",
                        "altered", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
                        "none", "ERR_JOSE_ALG_NOT_ALLOWED",
                        "publicKeyAsSecret", "ERR_JOSE_ALG_NOT_ALLOWED",
                        "foreignKey", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"));
        assertThat(result.<String, Integer>getMap("statuses"))
                .isEqualTo(
                        Map.of("good", 200, "altered", 401, "none", 401, "publicKeyAsSecret", 401, "foreignKey", 401));
        assertThat(result.<String, Boolean>getMap("active"))
                .isEqualTo(Map.of(
                        "good",
                        true,
                        "altered",
                        false,
                        "none",
                        false,
                        "publicKeyAsSecret",
                        false,
                        "foreignKey",
                        false));
    }
}
