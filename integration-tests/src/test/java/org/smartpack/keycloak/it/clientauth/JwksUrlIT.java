/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import com.nimbusds.jose.jwk.KeyUse;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.ClockedServer;
import org.smartpack.keycloak.testkit.MovesTime;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys behind a URL: caching, rotation, and hosts that mean no good. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JwksUrlIT {

    private static final ClientKey KEY = ClientKey.rsa();
    private static final ClientKey NEXT = ClientKey.rsa();

    private final JwksHost host = new JwksHost();
    private SigningRealm realm;

    @BeforeAll
    void realm(Admin admin) {
        realm = new SigningRealm(admin);
    }

    @AfterAll
    void close() {
        host.close();
    }

    private static String path() {
        return "/" + UUID.randomUUID();
    }

    private SigningClient client(String path) {
        return realm.urlClient(KEY, "RS384", host.url(path));
    }

    private Response token(SigningClient client, ClientKey key) {
        return token(realm, client, key);
    }

    private static Response token(SigningRealm realm, SigningClient client, ClientKey key) {
        return realm.token(client.assertion().header("kid", key.kid()).sign(key, "RS384"));
    }

    private String reason() {
        return reason(realm);
    }

    private static String reason(SigningRealm realm) {
        return String.valueOf(
                ((Map<?, ?>) realm.newestEvent("CLIENT_LOGIN_ERROR").get("details")).get("reason"));
    }

    @Test
    @DisplayName("SMART-BS-1, 4, LEN-3: a JWKS URL, asked with GET for both media types, and not again while cached")
    void cached() {
        String path = path();
        host.serve(path, KEY.jwks(), Map.of("Cache-Control", "public, max-age=600"));
        SigningClient client = client(path);
        for (int i = 0; i < 5; i++) {
            client.clientCredentials().then().statusCode(200);
        }

        assertThat(host.requests(path))
                .containsExactly("GET " + path + " accept=application/jwk-set+json, application/json");
    }

    @Test
    @DisplayName("SMART-BS-4 no-store, no-cache, no header: asked each time")
    void notCached() {
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                Map.of("Cache-Control", "no-store"),
                Map.of("Cache-Control", "no-cache, max-age=600"))) {
            String path = path();
            host.serve(path, KEY.jwks(), headers);
            SigningClient client = client(path);
            client.clientCredentials().then().statusCode(200);
            client.clientCredentials().then().statusCode(200);
            client.clientCredentials().then().statusCode(200);
            assertThat(host.requests(path)).as(headers.toString()).hasSize(3);

            host.serve(path, NEXT.jwks(), headers);
            Refused.asInvalidClient("a removed key", client.clientCredentials());
            assertThat(token(client, NEXT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("SMART-BS-5 a new kid works at once, the old one as long as it is published")
    void newKey() {
        String path = path();
        host.serve(path, KEY.jwks(), Map.of("Cache-Control", "max-age=3600"));
        SigningClient client = client(path);
        client.clientCredentials().then().statusCode(200);
        host.serve(path, ClientKey.jwks(List.of(KEY, NEXT)), Map.of("Cache-Control", "max-age=3600"));

        assertThat(token(client, NEXT).statusCode()).isEqualTo(200);
        assertThat(token(client, KEY).statusCode()).isEqualTo(200);
        assertThat(host.requests(path)).hasSize(2);
    }

    @Test
    @DisplayName("LEN-3: a packed answer that nobody asked for, with a byte order mark, unknown keys and members")
    void lenient() throws IOException {
        String path = path();
        String key = KEY.jwk().toPublicJWK().toJSONString();
        String jwks = "\uFEFF{\"x\":1,\"keys\":[{\"kty\":\"AKP\",\"kid\":\"" + KEY.kid()
                + "\"},null,7,{\"kty\":\"RSA\"}," + key + "]}";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(jwks.getBytes(StandardCharsets.UTF_8));
        }
        host.on(path, exchange -> {
            // As servers do that know their media type only.
            boolean isNamed = exchange.getRequestHeaders().getFirst("Accept").contains("application/jwk-set+json");
            exchange.getResponseHeaders().set("Content-Type", "application/jwk-set+json");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(isNamed ? 200 : 406, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
        });
        client(path).clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("attack 13, LEN-3: a packed bomb is refused as too long, another coding as what can't be fetched")
    void packedBomb() throws IOException {
        String path = path();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(KEY.jwks().getBytes(StandardCharsets.UTF_8));
            gzip.write(" ".repeat(50_000_000).getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, String> coding :
                Map.of("gzip", "longer than", "br", "can't be fetched").entrySet()) {
            host.on(path, exchange -> {
                exchange.getResponseHeaders().set("Content-Encoding", coding.getKey());
                exchange.sendResponseHeaders(200, packed.size());
                exchange.getResponseBody().write(packed.toByteArray());
            });
            Refused.asInvalidClient(coding.getKey(), client(path).clientCredentials());
            assertThat(reason()).contains(coding.getValue());
        }
    }

    @Test
    @DisplayName("a key that was replaced under its kid works at once, though the copy is fresh; the old one doesn't")
    void replacedKey() {
        String path = path();
        Map<String, String> cached = Map.of("Cache-Control", "max-age=3600");
        host.serve(path, KEY.jwks(), cached);
        SigningClient client = client(path);
        client.clientCredentials().then().statusCode(200);
        ClientKey successor = NEXT.as(KEY.kid(), KeyUse.SIGNATURE, null);
        host.serve(path, successor.jwks(), cached);

        assertThat(token(client, successor).statusCode()).isEqualTo(200);
        assertThat(token(client, successor).statusCode()).isEqualTo(200);
        assertThat(host.requests(path)).hasSize(2);
        Refused.asInvalidClient("the old key", client.clientCredentials());
        assertThat(reason()).contains("signature");
        assertThat(token(client, successor).statusCode()).isEqualTo(200);
        assertThat(host.requests(path)).as("the brake").hasSize(2);
    }

    @Test
    @DisplayName("attack 14, 45: a flood of signatures that don't hold makes as few fetches as one of unknown kids")
    void floodOfSignatures() {
        String path = path();
        host.serve(path, KEY.jwks(), Map.of("Cache-Control", "max-age=3600"));
        SigningClient client = client(path);
        client.clientCredentials().then().statusCode(200);
        Instant start = Instant.now();
        for (int i = 0; i < 40; i++) {
            Refused.asInvalidClient(
                    "forged " + i, realm.token(client.assertion().sign(NEXT, "RS384")));
            Refused.asInvalidClient(
                    "unknown " + i,
                    realm.token(client.assertion().header("kid", "unknown-" + i).sign(KEY, "RS384")));
            client.clientCredentials().then().statusCode(200);
        }
        long intervals = Duration.between(start, Instant.now()).toSeconds() / 10 + 1;
        assertThat(host.requests(path)).hasSizeLessThanOrEqualTo((int) (1 + intervals));
    }

    @MovesTime
    @DisplayName("SMART-BS-5 a removed key stops working when the cached copy expires")
    void removedKey(ClockedServer clocked) {
        String path = path();
        host.serve(path, KEY.jwks(), Map.of("Cache-Control", "max-age=60"));
        SigningRealm there = new SigningRealm(clocked.admin());
        SigningClient client = there.urlClient(KEY, "RS384", host.url(path));
        client.clientCredentials().then().statusCode(200);
        host.serve(path, NEXT.jwks(), Map.of("Cache-Control", "max-age=60"));
        client.clientCredentials().then().statusCode(200);

        clocked.clock().pass(Duration.ofSeconds(61));

        assertThat(token(there, client, KEY).statusCode()).isEqualTo(401);
        assertThat(token(there, client, NEXT).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("a changed URL works at once")
    void changedUrl() {
        String path = path();
        String next = path();
        host.serve(path, KEY.jwks(), Map.of("Cache-Control", "max-age=3600"));
        host.serve(next, NEXT.jwks(), Map.of("Cache-Control", "max-age=3600"));
        SigningClient client = client(path);
        client.clientCredentials().then().statusCode(200);

        realm.client(client.clientId()).changeAttributes(Map.of("jwks.url", host.url(next)));

        Refused.asInvalidClient("the old key", client.clientCredentials());
        assertThat(token(client, NEXT).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "attack 11, KT-DOM-5: a jku that isn't the registered URL fails without any fetch; the registered one works")
    void jku() {
        String path = path();
        String evil = path();
        host.serve(path, KEY.jwks(), Map.of());
        host.serve(evil, NEXT.jwks(), Map.of());
        SigningClient client = client(path);

        for (String jku : List.of(
                host.url(evil),
                host.url(path) + "/",
                host.url(path) + "?x",
                host.url(path).replace("127.0.0.1", "localhost"),
                "")) {
            Refused.asInvalidClient(
                    jku,
                    realm.token(client.assertion()
                            .header("jku", jku)
                            .header("kid", NEXT.kid())
                            .sign(NEXT, "RS384")));
        }
        assertThat(host.requests(evil)).isEmpty();
        assertThat(host.requests(path)).isEmpty();

        realm.token(client.assertion().header("jku", host.url(path)).sign())
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("attack 12: private addresses and plain http are refused unless the administrator allows them")
    void privateAddresses() {
        String path = path();
        host.serve(path, KEY.jwks(), Map.of());
        for (String url : List.of(
                host.url(path),
                "https://127.0.0.1:" + host.port() + path,
                "https://localhost:" + host.port() + path,
                "https://[::1]:" + host.port() + path,
                "https://[::ffff:127.0.0.1]:" + host.port() + path,
                "https://2130706433:" + host.port() + path,
                "https://0.0.0.0:" + host.port() + path,
                "https://169.254.169.254/latest/meta-data/",
                "file:///etc/passwd",
                "ftp://127.0.0.1/keys")) {
            SigningClient client = realm.importedClient(KEY, "RS384", Map.of("use.jwks.url", "true", "jwks.url", url));
            Refused.asInvalidClient(url, client.clientCredentials());
        }
        assertThat(host.requests(path)).isEmpty();

        SigningClient metadata = realm.urlClient(KEY, "RS384", "http://169.254.169.254/latest/meta-data/");
        Refused.asInvalidClient("link-local, even where private addresses are allowed", metadata.clientCredentials());
        assertThat(reason()).contains("address that isn't allowed");

        client(path).clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("attack 12: redirects are not followed")
    void redirects() {
        String path = path();
        String target = path();
        host.serve(target, KEY.jwks(), Map.of());
        host.on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", host.url(target));
            exchange.sendResponseHeaders(307, -1);
        });

        Refused.asInvalidClient("redirect", client(path).clientCredentials());
        assertThat(host.requests(target)).isEmpty();
        assertThat(reason()).contains("status 307");
    }

    @Test
    @DisplayName("attack 13: too many bytes, too many keys, nested too deeply, rubbish, errors")
    void bombs() {
        String one = KEY.jwk().toPublicJWK().toJSONString();
        Map<String, String> bodies = Map.of(
                "bytes", "{\"keys\":[" + one + "]," + "\"x\":\"" + "x".repeat(100_000) + "\"}",
                "keys", "{\"keys\":[" + one + ",{}".repeat(100) + "]}",
                "nesting", "{\"keys\":[" + one + "],\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "html", "<html></html>",
                "empty", "");
        bodies.forEach((name, body) -> {
            String path = path();
            host.serve(path, body, Map.of("Cache-Control", "max-age=600"));
            Refused.asInvalidClient(name, client(path).clientCredentials());
            assertThat(reason()).as(name).contains("JWKS");
        });
    }

    @Test
    @DisplayName("attack 13: endless and dripping answers are capped")
    void endless() {
        String endless = path();
        host.on(endless, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[65_536];
            while (true) {
                exchange.getResponseBody().write(block);
            }
        });
        String drip = path();
        CountDownLatch over = new CountDownLatch(1);
        host.on(drip, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange, over);
        });
        try {
            Refused.asInvalidClient("endless", client(endless).clientCredentials());
            Refused.asInvalidClient("drip", client(drip).clientCredentials());
        } finally {
            over.countDown();
        }
    }

    private static void drip(com.sun.net.httpserver.HttpExchange exchange, CountDownLatch over)
            throws java.io.IOException {
        try {
            while (!over.await(200, TimeUnit.MILLISECONDS)) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("attack 13: a hanging host is asked once and holds up no other client")
    void hangingHost() throws Exception {
        String path = path();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        host.on(path, exchange -> {
            asked.countDown();
            try {
                release.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        SigningClient hanging = client(path);
        SigningClient inline = realm.inlineClient(KEY, "RS384");
        String good = path();
        host.serve(good, KEY.jwks(), Map.of());
        SigningClient fetched = client(good);
        ExecutorService threads = Executors.newFixedThreadPool(60);
        try {
            List<Future<Response>> attack = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                attack.add(threads.submit(() -> hanging.clientCredentials()));
            }
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10; i++) {
                inline.clientCredentials().then().statusCode(200);
                fetched.clientCredentials().then().statusCode(200);
            }
            for (Future<Response> one : attack) {
                Refused.asInvalidClient("hanging", one.get(60, TimeUnit.SECONDS));
            }
            assertThat(host.requests(path)).hasSizeLessThanOrEqualTo(2);
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("attack 14: a flood of unknown kids makes few fetches, and the client still works")
    void flood() {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Cache-Control", "max-age=3600"))) {
            String path = path();
            host.serve(path, KEY.jwks(), headers);
            SigningClient client = client(path);
            client.clientCredentials().then().statusCode(200);
            Instant start = Instant.now();
            for (int i = 0; i < 60; i++) {
                Refused.asInvalidClient(
                        "kid " + i,
                        realm.token(
                                client.assertion().header("kid", "unknown-" + i).sign(KEY, "RS384")));
            }
            long intervals = Duration.between(start, Instant.now()).toSeconds() / 10 + 1;

            assertThat(host.requests(path)).hasSizeLessThanOrEqualTo((int) (1 + intervals));
            client.clientCredentials().then().statusCode(200);
        }
    }

    @Test
    @DisplayName("attack 45: junk for a client whose keys can't be cached keeps neither it nor its neighbours out")
    void junk() throws Exception {
        String path = path();
        host.on(path, exchange -> slowly(exchange, KEY.jwks()));
        SigningClient victim = client(path);
        victim.clientCredentials().then().statusCode(200);
        String used = victim.assertion().sign();
        realm.token(used).then().statusCode(200);
        String beside = path();
        host.on(beside, exchange -> slowly(exchange, KEY.jwks()));
        SigningClient neighbour = client(beside);
        neighbour.clientCredentials().then().statusCode(200);
        List<Supplier<String>> junk = List.of(
                () -> victim.assertion().sign(NEXT, "RS384"),
                () -> victim.assertion().header("kid", "unknown").sign(),
                () -> victim.assertion()
                        .claim("exp", AssertionBuilder.now() - 60)
                        .sign(),
                () -> neighbour.assertion().sign(NEXT, "RS384"),
                () -> used);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Future<Integer>> floods = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Supplier<String> kind = junk.get(i % junk.size());
                floods.add(threads.submit(() -> {
                    int sent = 0;
                    while (!over.get()) {
                        Refused.asInvalidClient("junk", realm.token(kind.get()));
                        sent++;
                    }
                    return sent;
                }));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(victim.clientCredentials().statusCode())
                        .as("victim " + i)
                        .isEqualTo(200);
                assertThat(neighbour.clientCredentials().statusCode())
                        .as("neighbour " + i)
                        .isEqualTo(200);
            }
            over.set(true);
            for (Future<Integer> flood : floods) {
                assertThat(flood.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** Not to be cached, and after a while that lets requests pile up. */
    private static void slowly(com.sun.net.httpserver.HttpExchange exchange, String jwks) throws java.io.IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = jwks.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @MovesTime
    @DisplayName("SMART-BS-36, attack 36: a host that is down: refused in bounded time, and works again by itself")
    void recovers(ClockedServer clocked) {
        String path = path();
        host.on(path, exchange -> exchange.sendResponseHeaders(503, -1));
        SigningRealm there = new SigningRealm(clocked.admin());
        SigningClient client = there.urlClient(KEY, "RS384", host.url(path));

        Refused.asInvalidClient("down", client.clientCredentials());
        assertThat(reason(there)).contains("status 503");
        Refused.asInvalidClient("down", client.clientCredentials());
        assertThat(host.requests(path)).hasSize(1);

        host.serve(path, KEY.jwks(), Map.of());
        clocked.clock().pass(Duration.ofSeconds(10));
        client.clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-36: a URL that is missing or nobody listens at")
    void unreachable() {
        Refused.asInvalidClient(
                "missing",
                realm.newClient(KEY, "RS384", Map.of(), Map.of("use.jwks.url", "true"))
                        .clientCredentials());
        Refused.asInvalidClient(
                "nobody listens",
                realm.urlClient(KEY, "RS384", "http://127.0.0.1:1/keys").clientCredentials());
        Refused.asInvalidClient(
                "no such name",
                realm.urlClient(KEY, "RS384", "https://no-such-host.invalid/keys")
                        .clientCredentials());
        assertThat(reason()).contains("can't be fetched");
    }
}
