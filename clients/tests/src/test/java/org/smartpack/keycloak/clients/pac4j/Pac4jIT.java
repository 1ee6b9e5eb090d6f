/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.pac4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pac4j.core.config.properties.JwksProperties;
import org.pac4j.core.http.callback.NoParameterCallbackUrlResolver;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;
import org.pac4j.oidc.config.method.PrivateKeyJwtClientAuthnMethodConfig;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.testkit.LoginPages;

import static org.assertj.core.api.Assertions.assertThat;

/** A web application that pac4j guards, as docs/clients.md shows it. */
@ClientTest
@DisplayName("An app with pac4j")
class Pac4jIT {

    private static OidcConfiguration configuration(DemoRealm realm, DemoKey key) {
        OidcConfiguration configuration = new OidcConfiguration();
        configuration.setDiscoveryURI(realm.url + "/.well-known/openid-configuration");
        configuration.setClientId("signed-app");
        configuration.setClientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        configuration.setPrivateKeyJwtClientAuthnMethodConfig(signer(key));
        configuration.setScope("openid fhirUser launch online_access patient/Patient.rs");
        configuration.setCustomParams(Map.of("aud", realm.fhirBaseUrl()));
        // Refreshes at each request, so that the test sees it: the token lives for five minutes.
        configuration.setExpireSessionWithToken(true);
        configuration.setTokenExpirationAdvance(600);
        return configuration;
    }

    private static PrivateKeyJwtClientAuthnMethodConfig signer(DemoKey key) {
        PrivateKeyJwtClientAuthnMethodConfig signer = new PrivateKeyJwtClientAuthnMethodConfig(
                new JwksProperties().setJwksPath("file:" + key.file()).setKid(key.kid()));
        // Longer than the assertion lives: pac4j signs a new one for each request then, and sends none twice.
        signer.setKeyClockSkew(120);
        return signer;
    }

    private static Pac4jApp start(DemoRealm realm, DemoKey key) {
        int port = ClientProcess.freePort();
        realm.allowRedirect("signed-app", "http://127.0.0.1:" + port + "/callback");
        OidcClient client = new OidcClient(configuration(realm, key));
        client.setCallbackUrlResolver(new NoParameterCallbackUrlResolver());
        client.setRedirectionActionBuilder(new LaunchRedirection(client));
        return Pac4jApp.start(client, port);
    }

    /** The EHR opens the app for pat-4, and drbob signs in. */
    private static Response launch(DemoRealm realm, Pac4jApp app, LoginPages browser) {
        String launch = realm.register(Map.of("patient", "pat-4"));
        return browser.visitApplication(
                app.url() + "/me?launch=" + URLEncoder.encode(launch, StandardCharsets.UTF_8), "drbob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("SMART-LAUNCH-3 SMART-LAUNCH-4: is launched for a patient, knows the user, and refreshes")
    void launched(String algorithm, DemoRealm realm) {
        try (Pac4jApp app = start(realm, DemoKey.of("signed-app", algorithm))) {
            LoginPages browser = realm.browser();
            Response me = launch(realm, app, browser);
            assertThat(me.statusCode()).as(me.asString()).isEqualTo(200);
            assertThat(me.header("fhir-user")).endsWith("Practitioner/prac-1");
            String first = me.asString();
            assertThat(realm.told(first).getString("patient")).isEqualTo("pat-4");
            String second = browser.open(app.url() + "/me").asString();
            assertThat(second).isNotEqualTo(first);
            assertThat(realm.read("Patient/pat-4", second).statusCode()).isEqualTo(200);
            assertThat(realm.read("Patient/pat-1", second).statusCode()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("SMART-BS-27: lets nobody in when it signs with a key that isn't registered")
    void foreignKey(DemoRealm realm) {
        try (Pac4jApp app = start(realm, DemoKey.foreign("signed-app"))) {
            Response refused = launch(realm, app, realm.browser());
            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.asString()).contains("invalid_client");
            realm.expectRefusal("signed-app", "the signature is not valid");
        }
    }
}
