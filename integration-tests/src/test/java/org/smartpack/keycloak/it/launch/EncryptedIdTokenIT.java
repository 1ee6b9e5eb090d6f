/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.smart.App;

import static org.assertj.core.api.Assertions.assertThat;

/** ID tokens that are encrypted with the client's key: nobody on the way can read who the user is. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedIdTokenIT {

    private final ClientKey key = ClientKey.rsa().as("encryption", KeyUse.ENCRYPTION, "RSA-OAEP-256");
    private HybridRealm realm;
    private App app;

    @BeforeAll
    void realm(Admin admin) {
        realm = new HybridRealm(admin);
        Map<String, String> attributes = new HashMap<>(SigningClient.imported(key.jwks()));
        attributes.put("id.token.encrypted.response.alg", "RSA-OAEP-256");
        attributes.put("id.token.encrypted.response.enc", "A256GCM");
        app = realm.hybridApp(attributes);
    }

    /** What is inside, for whoever has the client's private key. */
    private Map<String, Object> opened(String idToken) {
        try {
            JWEObject encrypted = JWEObject.parse(idToken);
            assertThat(encrypted.getHeader().getAlgorithm().getName()).isEqualTo("RSA-OAEP-256");
            assertThat(encrypted.getHeader().getEncryptionMethod().getName()).isEqualTo("A256GCM");
            encrypted.decrypt(new RSADecrypter(key.jwk().toRSAKey()));
            return realm.verified(encrypted.getPayload().toString());
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("NZ-13, NZ-93: the ID token of a launch is for the client's eyes only, and signed inside")
    void launch() {
        Response tokens = app.launch(realm.browser(), "drbob", Map.of("patient", "pat-1"));
        Map<String, Object> idToken = opened(tokens.path("id_token"));
        assertThat(idToken).containsEntry("iss", realm.url).containsEntry("aud", List.of(app.clientId()));
        assertThat((String) idToken.get("fhirUser")).endsWith("Practitioner/prac-1");
        assertThat(app.patient(tokens)).isEqualTo("pat-1");
        Response refreshed = app.refresh(tokens);
        assertThat(opened(refreshed.path("id_token"))).containsEntry("fhirUser", idToken.get("fhirUser"));
        assertThat(app.patient(refreshed)).isEqualTo("pat-1");
    }

    @Test
    @DisplayName("NZ-13, NZ-93: the detached signature in the redirect is encrypted, too")
    void hybrid() {
        Pkce pkce = Pkce.create();
        Map<String, String> callback = realm.launch(realm.browser(), app, pkce, "pat-2");
        assertThat(opened(callback.get("id_token")))
                .containsEntry("nonce", HybridRealm.NONCE)
                .containsEntry("c_hash", HybridRealm.halfHash(callback.get("code")))
                .containsEntry("s_hash", HybridRealm.halfHash(callback.get("state")))
                .doesNotContainKey("fhirUser");
        Response tokens = app.tokens(callback, pkce);
        assertThat(app.patient(tokens)).isEqualTo("pat-2");
        assertThat(opened(tokens.path("id_token"))).containsEntry("nonce", HybridRealm.NONCE);
    }
}
