/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.App;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code smart} with a client policy that allows the hybrid flow to clients that have a certain role. */
final class HybridRealm extends SmartRealm {

    static final String NONCE = "nonce-of-the-app";

    /** All that a detached signature may say: nothing of the person but an id, nothing of patient and FHIR server. */
    private static final Set<String> DETACHED =
            Set.of("exp", "iat", "jti", "iss", "aud", "sub", "typ", "azp", "nonce", "sid", "c_hash", "s_hash");

    private static final String ROLE = "may-use-the-hybrid-flow";

    HybridRealm(Admin admin) {
        super(admin, imported(admin, Map.of("eventsEnabled", true)));
        admin.put(
                path("/client-policies/profiles"),
                Map.of(
                        "profiles",
                        List.of(Map.of(
                                "name",
                                "hybrid",
                                "executors",
                                List.of(Map.of("executor", "smart-hybrid-flow", "configuration", Map.of()))))));
        policy(true);
    }

    void policy(boolean isEnabled) {
        admin.put(
                path("/client-policies/policies"),
                Map.of(
                        "policies",
                        List.of(Map.of(
                                "name",
                                "hybrid",
                                "enabled",
                                isEnabled,
                                "conditions",
                                List.of(Map.of(
                                        "condition", "client-roles", "configuration", Map.of("roles", List.of(ROLE)))),
                                "profiles",
                                List.of("hybrid")))));
    }

    /** Everything that the hybrid flow needs beside the policy. */
    App unclassified(Map<String, String> attributes) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("id.token.as.detached.signature", "true"));
        all.putAll(attributes);
        return newApp(Map.of("implicitFlowEnabled", true, "attributes", all));
    }

    /** A client for which the policy holds. */
    App hybridApp(Map<String, String> attributes) {
        App app = unclassified(attributes);
        RealmClient client = client(app.clientId());
        admin.post(client.path() + "/roles", Map.of("name", ROLE));
        return app;
    }

    Map<String, String> request(App app, String scope, Pkce pkce) {
        Map<String, String> request = app.request(scope, pkce);
        request.put("response_type", "code id_token");
        request.put("nonce", NONCE);
        return request;
    }

    Map<String, String> launchRequest(App app, Pkce pkce, String patient) {
        Map<String, String> request = request(app, App.SCOPE, pkce);
        request.put("launch", register(Map.of("patient", patient)));
        return request;
    }

    /** Runs a launch up to the answer in the redirect. */
    Map<String, String> launch(LoginPages browser, App app, Pkce pkce, String patient) {
        return browser.visit(app.authorize(launchRequest(app, pkce, patient)), "drbob");
    }

    /** Asserts that an answer has a right detached signature and no access token. */
    void checkSignature(App app, Map<String, String> answer) {
        assertThat(answer).doesNotContainKey("access_token");
        Map<String, Object> idToken = verified(answer.get("id_token"));
        assertThat(idToken)
                .containsEntry("iss", url)
                .containsEntry("aud", List.of(app.clientId()))
                .containsEntry("nonce", NONCE)
                .containsEntry("c_hash", halfHash(answer.get("code")))
                .containsEntry("s_hash", halfHash(answer.get("state")));
        assertThat(DETACHED).containsAll(idToken.keySet());
    }

    /** The claims of a token that the realm signed. */
    Map<String, Object> verified(String jwt) {
        try {
            SignedJWT signed = SignedJWT.parse(jwt);
            JWKSet keys = JWKSet.parse(given().get(endpoint("certs")).asString());
            assertThat(signed.verify(new RSASSAVerifier(
                            keys.getKeyByKeyId(signed.getHeader().getKeyID()).toRSAKey())))
                    .as("signature")
                    .isTrue();
            return signed.getJWTClaimsSet().getClaims();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** OpenID Connect Core section 3.3.2.11, for RS256. */
    static String halfHash(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asserts that an answer came in the fragment, and that the query has nothing. */
    static void isInFragment(String location) {
        assertThat(location).startsWith(CALLBACK);
        assertThat(URI.create(location).getRawQuery()).isNull();
        assertThat(URI.create(location).getRawFragment()).isNotEmpty();
    }
}
