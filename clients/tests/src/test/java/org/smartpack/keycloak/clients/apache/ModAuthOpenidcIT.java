/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.apache;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;

import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;
import org.smartpack.keycloak.clients.frame.KeyFileClient;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Client;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A gateway with mod_auth_openidc, as docs/clients.md shows it: an app, and a resource server that introspects. */
@ClientTest
@DisplayName("A gateway with mod_auth_openidc")
class ModAuthOpenidcIT {

    private static final String CLIENT = "test-apache";

    private Gateway gateway;

    @BeforeAll
    void start(DemoRealm realm) throws GeneralSecurityException {
        int port = ClientProcess.freePort();
        gateway = Gateway.start(realm, CLIENT, port, newKeys());
        KeyFileClient.create(
                realm,
                CLIENT,
                gateway.at("/callback"),
                Map.of(
                        "use.jwks.url", "true",
                        "jwks.url", gateway.at("/callback?jwks=rsa"),
                        "smart.jwt.private.addresses", "true",
                        "smart.jwt.algorithms", "RS256",
                        "pkce.code.challenge.method", "S256",
                        "post.logout.redirect.uris", gateway.at("/")));
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String launchUrl(DemoRealm realm, Gateway gateway) {
        String launch = realm.register(Map.of("client_id", CLIENT, "patient", "pat-3"));
        return gateway.at(
                "/launch?iss=" + URLEncoder.encode(realm.fhirBaseUrl(), StandardCharsets.UTF_8) + "&launch=" + launch);
    }

    private static int read(String url, String accessToken) {
        return given().auth().oauth2(accessToken).get(url).statusCode();
    }

    @Test
    @DisplayName("is launched by the EHR, signs with its key, and reads the record of the patient and no other")
    void launch(DemoRealm realm) {
        LoginPages browser = realm.browser();
        Response page = browser.visitApplication(launchUrl(realm, gateway), "drbob");
        // The module answers errors with 200, too.
        assertThat(page.contentType()).as(gateway.log()).startsWith("application/fhir+json");
        assertThat(page.jsonPath().getList("entry.resource.id")).containsExactly("pat-3");
        assertThat(browser.visited()).anyMatch(visited -> visited.contains("code_challenge_method=S256"));
        assertThat(browser.open(gateway.at("/fhir/Observation/obs-lab-3")).statusCode())
                .isEqualTo(200);
        assertThat(browser.open(gateway.at("/fhir/Patient/pat-1")).statusCode()).isEqualTo(403);

        Response session = browser.open(gateway.at("/callback?info=json"));
        assertThat(session.<String>path("id_token.fhirUser")).isEqualTo("Practitioner/prac-1");
        assertThat(realm.told(session.path("access_token")).getString("patient"))
                .isEqualTo("pat-3");
    }

    @Test
    @DisplayName("lets in who has a token with the scope, until the token is revoked")
    void resourceServer(DemoRealm realm) {
        LoginPages browser = realm.browser();
        browser.visitApplication(launchUrl(realm, gateway), "drbob");
        String token = browser.open(gateway.at("/callback?info=json")).path("access_token");
        String url = gateway.at("/api/Patient/pat-3");
        assertThat(given().get(url).statusCode()).isEqualTo(401);
        assertThat(read(url, token)).as(gateway.log()).isEqualTo(200);
        assertThat(read(url, token.substring(0, token.length() - 3) + "abc")).isEqualTo(401);

        browser.open(gateway.at("/callback?logout=" + URLEncoder.encode(gateway.at("/"), StandardCharsets.UTF_8)));
        assertThat(read(url, token)).isEqualTo(401);
    }

    @Test
    @DisplayName("lets nobody in whose token has another scope")
    void otherScope(DemoRealm realm) {
        String token = Client.confidential(realm, "ehr").ownToken();
        assertThat(realm.told(token).getBoolean("active")).isTrue();
        assertThat(read(gateway.at("/api/Patient/pat-3"), token)).isIn(401, 403);
    }

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    void foreignKey(DemoRealm realm) throws GeneralSecurityException {
        try (Gateway foreign = Gateway.start(realm, CLIENT, ClientProcess.freePort(), newKeys())) {
            realm.allowRedirect(CLIENT, foreign.at("/callback"));
            Response page = realm.browser().visitApplication(launchUrl(realm, foreign), "drbob");
            assertThat(page.asString()).contains("Error").doesNotContain("pat-3");
            assertThat(foreign.log()).contains("invalid_client");
            realm.expectRefusal(CLIENT, "the signature is not valid");
        }
    }
}
