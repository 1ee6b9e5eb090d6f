/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleAppTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private SampleApp app;

    @BeforeEach
    void start() throws Exception {
        int port;
        int nobody;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            nobody = two.getLocalPort();
        }
        app = SampleApp.start(new SampleAppSettings(
                port,
                "http://127.0.0.1:" + nobody,
                "smart",
                "http://127.0.0.1:8090",
                Path.of(System.getProperty("smartpack.root"), "realm-export/demo-keys")));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(app.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @DisplayName("attack 29: every answer has a policy without inline script, foreign hosts or foreign frames")
    @ValueSource(
            strings = {
                "",
                "backend/main.js",
                "app/launch.html",
                "app/index.html",
                "app/config.json",
                "ehr/choices.json",
                "ehr/launch",
                "koppeltaal/start",
                "koppeltaal/redeem.json",
                "nz/token.json",
                "keys/lab-feed.json",
                "nothing.html"
            })
    void policy(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'",
                                "script-src 'self'",
                                "style-src 'self'",
                                "connect-src 'self' http://127.0.0.1:",
                                "form-action 'self' http://127.0.0.1:",
                                "base-uri 'none'",
                                path.matches("app/.*\\.html") ? ownFrames() : "; frame-ancestors 'none'")
                        .doesNotContain("unsafe", "*"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    private String ownFrames() {
        String own = app.url().replaceFirst("/$", "");
        return "; frame-ancestors " + own + " " + own.replace("127.0.0.1", "localhost");
    }

    @ParameterizedTest
    @DisplayName("attack 29: only the EHR's page has frames")
    @ValueSource(
            strings = {"", "index.html", "standalone.html", "koppeltaal.html", "app/index.html", "app/launch.html"})
    void frames(String path) throws Exception {
        String policy =
                get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
        if (path.isEmpty() || path.equals("index.html")) {
            assertThat(policy).contains("frame-src http: https:");
        } else {
            assertThat(policy).doesNotContain("frame-src");
        }
    }

    @ParameterizedTest
    @DisplayName("attack 29: the pages need nothing inline and nothing from elsewhere, and all that they name is there")
    @ValueSource(
            strings = {
                "",
                "standalone.html",
                "backend.html",
                "app/launch.html",
                "app/index.html",
                "koppeltaal.html",
                "koppeltaal/module.html",
                "iua.html",
                "nz.html"
            })
    void pages(String path) throws Exception {
        HttpResponse<String> page = get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("style=", "onclick", "https://", "http://");
        List<String> files = found("(?:src|href)=\"/([^\"#]+\\.(?:js|css|svg))\"", page.body());
        assertThat(files).hasSizeGreaterThan(2);
        for (String file : files) {
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @DisplayName("attack 35: scripts are modules of this server, whose imports resolve, and none of them parses HTML")
    @ValueSource(
            strings = {
                "ehr/main.js",
                "standalone/main.js",
                "backend/main.js",
                "app/launch.js",
                "app/main.js",
                "koppeltaal/main.js",
                "iua/main.js",
                "nz/main.js"
            })
    void scripts(String entry) throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(entry));
        while (!open.isEmpty()) {
            String file = open.pop();
            if (seen.add(file)) {
                HttpResponse<String> script = get(file);
                assertThat(script.statusCode()).as(file).isEqualTo(200);
                assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
                assertThat(script.body())
                        .as(file)
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
                for (String imported : found("from \"([^\"]+)\"", script.body())) {
                    assertThat(imported).startsWith(".");
                    open.add(URI.create("/" + file).resolve(imported).getPath().substring(1));
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(3);
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @DisplayName("paths can't leave the folders that are served")
    @ValueSource(
            strings = {
                "../index.html",
                "%2e%2e/SampleApp.class",
                "backend/..%2f..%2fSampleApp.class",
                "SampleApp.class",
                "backend/",
                "app/",
                "ehr/choices.json/x.html",
                "keys/..%2Flab-feed.json",
                "keys/lab-feed",
                "keys/nobody.json",
                "keys/README.json",
                "demo-only/private-keys/..%2F..%2Fsmart.json",
                "demo-only/assertion/nobody",
                "demo-only/assertion/",
            })
    void noWayOut(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("SMART-BS-2 SMART-BS-4 the JWKS URL shows public keys only, cacheable for a minute")
    void publicKeys() throws Exception {
        HttpResponse<String> answer = get("keys/lab-feed.json");
        JWKSet keys = JWKSet.parse(answer.body());
        assertThat(keys.getKeys()).hasSize(2).noneMatch(JWK::isPrivate).allMatch(key -> key.getKeyID() != null);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=60");
        assertThat(JWKSet.parse(get("demo-only/private-keys/lab-feed.json").body())
                        .getKeys())
                .allMatch(JWK::isPrivate);
    }

    @Test
    @DisplayName("SMART-BS-11, 14 to 17: the assertion for the shell has what SMART asks for")
    void assertion() throws Exception {
        SignedJWT jwt = SignedJWT.parse(get("demo-only/assertion/bulk-client").body());
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES384);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("JWT");
        JWK key = JWKSet.parse(get("keys/bulk-client.json").body())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        assertThat(jwt.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("bulk-client").isEqualTo(claims.getSubject());
        assertThat(claims.getAudience()).singleElement().asString().endsWith("/protocol/openid-connect/token");
        assertThat(claims.getExpirationTime()).isBefore(Date.from(Instant.now().plusSeconds(300)));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    @DisplayName("attack 36: without Keycloak, introspection says so")
    void introspectionWithoutKeycloak() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(app.url() + "introspect"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Keycloak does not answer");
        assertThat(get("introspect").statusCode()).isEqualTo(405);
    }

    @Test
    @DisplayName("attack 12: a foreign name that resolves to this machine reaches nothing")
    void foreignHost() throws Exception {
        URI uri = URI.create(app.url());
        try (var socket = new java.net.Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(
                            "GET /demo-only/private-keys/lab-feed.json HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("\"keys\"");
        }
    }
}
