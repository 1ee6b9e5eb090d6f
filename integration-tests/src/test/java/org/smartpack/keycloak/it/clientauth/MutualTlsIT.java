/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.Servers;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.realm.RealmClient;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A service whose certificate authenticates it and binds its tokens (RFC 8705), with TLS of Java and of curl. */
@DisplayName("A client certificate")
class MutualTlsIT {

    private static final String SERVICE = "certified";
    private static final String SCOPE = "system/Patient.rs";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static KeycloakServer server;
    private static String https;
    private static SmartRealm realm;

    @BeforeAll
    static void start() {
        certificates = new Certificates(folder);
        Path keycloak = certificates.create("keycloak", "CN=127.0.0.1");
        certificates.create("service", "CN=certified,O=Hospital");
        certificates.create("other", "CN=other,O=Hospital");
        certificates.create("untrusted", "CN=certified,O=Hospital");
        Path trusted = certificates.trust("trusted", "service", "other");
        int port = Installation.freePort();
        server = Servers.startDev(
                Installation.home("mutual-tls"),
                List.of(
                        KeycloakServer.FEATURE,
                        "--https-port=" + port,
                        "--https-key-store-file=" + keycloak,
                        "--https-key-store-password=" + Certificates.PASSWORD,
                        "--https-trust-store-file=" + trusted,
                        "--https-trust-store-password=" + Certificates.PASSWORD,
                        "--https-client-auth=request",
                        "--http-management-scheme=http"));
        realm = SmartRealm.create(new Admin(server));
        https = "https://127.0.0.1:" + port + "/realms/" + realm.name;
        RealmClient client = realm.createClient(
                SERVICE,
                Map.of(
                        "clientAuthenticatorType",
                        "client-x509",
                        "serviceAccountsEnabled",
                        true,
                        "standardFlowEnabled",
                        false,
                        "fullScopeAllowed",
                        false,
                        "attributes",
                        Map.of(
                                "x509.subjectdn",
                                "CN=certified,O=Hospital",
                                "x509.allow.regex.pattern.comparison",
                                "false",
                                "tls.client.certificate.bound.access.tokens",
                                "true")));
        client.allow("system/*.rs", false);
        client.give(realm.client("fhir-server"), "introspect");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static HttpResponse<String> post(
            String certificate, String path, Map<String, String> form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(https + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Query.of(form)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HttpClient.newBuilder()
                    .sslContext(certificates.context("keycloak", certificate))
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> token(String certificate) {
        Map<String, String> form =
                new LinkedHashMap<>(Map.of("grant_type", "client_credentials", "client_id", SERVICE, "scope", SCOPE));
        return post(certificate, "/protocol/openid-connect/token", form);
    }

    private static String accessToken() {
        HttpResponse<String> tokens = token("service");
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        return new JsonPath(tokens.body()).getString("access_token");
    }

    private static HttpResponse<String> ask(String certificate, String token, String about) {
        return post(certificate, "/smart/introspect", Map.of("token", about), "Authorization", "Bearer " + token);
    }

    @Test
    @DisplayName("NZ-24, NZ-25: authenticates the client and binds its token, which has the SMART scope")
    void bound() {
        String access = accessToken();
        JsonPath claims = Jwt.claims(access);
        assertThat(claims.getString("scope").split(" ")).contains(SCOPE);
        assertThat(claims.getMap("cnf")).isEqualTo(Map.of("x5t#S256", certificates.thumbprint("service")));
        assertThat(claims.getList("aud", String.class)).contains(SmartRealm.FHIR);
    }

    @Test
    @DisplayName("NZ-24: another client's certificate, an untrusted one of that name and none at all are refused")
    void refused() {
        for (String certificate : List.of("other", "")) {
            HttpResponse<String> refused = token(certificate);
            assertThat(refused.statusCode()).as(certificate + refused.body()).isIn(400, 401);
            assertThat(new JsonPath(refused.body()).getString("error"))
                    .as(certificate)
                    .contains("invalid_client");
        }
        assertThat(isRefused("untrusted")).isTrue();
    }

    /** In the handshake or by an answer: what the server doesn't trust mustn't authenticate. */
    private static boolean isRefused(String certificate) {
        try {
            return token(certificate).statusCode() >= 400;
        } catch (IllegalStateException e) {
            return e.getCause() instanceof IOException;
        }
    }

    @Test
    @DisplayName("NZ-25, NZ-92: introspection tells of the certificate; a stolen token without it opens nothing")
    void stolen() {
        String access = accessToken();
        HttpResponse<String> told = ask("service", access, access);
        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        JsonPath answer = new JsonPath(told.body());
        assertThat(answer.getBoolean("active")).isTrue();
        assertThat(answer.getMap("cnf")).isEqualTo(Map.of("x5t#S256", certificates.thumbprint("service")));
        for (String thief : List.of("other", "")) {
            assertThat(ask(thief, access, access).statusCode()).as(thief).isEqualTo(401);
        }
    }

    private static Curl curl(String certificate, String path, Map<String, String> form, String... headers) {
        return Curl.post(
                https + path,
                certificates.certificate("keycloak"),
                certificate.isEmpty() ? List.of() : certificates.credentials(certificate),
                form,
                headers);
    }

    private static Curl curlToken(String certificate) {
        return curl(
                certificate,
                "/protocol/openid-connect/token",
                Map.of("grant_type", "client_credentials", "client_id", SERVICE, "scope", SCOPE));
    }

    @Test
    @DisplayName("NZ-24, NZ-25, NZ-92: curl with the certificate gets a token bound to it, which works with it only")
    void curl() {
        Curl tokens = curlToken("service");
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        String access = tokens.json().getString("access_token");
        Map<String, String> bound = Map.of("x5t#S256", certificates.thumbprint("service"));
        assertThat(Jwt.claims(access).getMap("cnf")).isEqualTo(bound);
        Map<String, String> question = Map.of("token", access);
        Curl told = curl("service", "/smart/introspect", question, "Authorization: Bearer " + access);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        assertThat(told.json().getBoolean("active")).isTrue();
        assertThat(told.json().getMap("cnf")).isEqualTo(bound);
        for (String thief : List.of("other", "")) {
            assertThat(curl(thief, "/smart/introspect", question, "Authorization: Bearer " + access)
                            .status())
                    .as(thief)
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("NZ-24: curl with another certificate, an untrusted one or none gets no token")
    void curlRefused() {
        for (String certificate : List.of("other", "")) {
            Curl refused = curlToken(certificate);
            assertThat(refused.status()).as(certificate + refused.body()).isIn(400, 401);
            assertThat(refused.json().getString("error")).as(certificate).contains("invalid_client");
        }
        Curl untrusted = curlToken("untrusted");
        // 0: Keycloak ends the handshake.
        assertThat(untrusted.status()).isIn(0, 400, 401);
        assertThat(untrusted.body()).doesNotContain("access_token");
    }
}
