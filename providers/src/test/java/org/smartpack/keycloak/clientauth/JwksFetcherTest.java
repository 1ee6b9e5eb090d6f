/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.http.conn.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Fetching from hosts that mean no good. */
@Timeout(60)
class JwksFetcherTest {

    private static final String EMPTY = "{\"keys\":[]}";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private DnsResolver lookup = InetAddress::getAllByName;
    private JwksFetcher fetcher;

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        fetcher = new JwksFetcher(host -> lookup.resolve(host), Duration.ofSeconds(2), 3600);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void on(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            requests.add(path);
            try (exchange) {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    private JwksFetcher.Fetched fetch(String url, boolean privateAddresses) throws Refusal {
        return fetcher.fetch(JwksLocation.of("realm", "client", url, privateAddresses));
    }

    private void refused(String path, String reason) {
        assertThatThrownBy(() -> fetch(url("127.0.0.1", path), true))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }

    @Test
    @DisplayName(
            "SMART-BS-4, LEN-3: GET that names both media types, and no coding; the lifetime is what the headers say")
    void fetches() throws Refusal {
        on("/k", exchange -> {
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().get("Accept")
                    + exchange.getRequestHeaders().get("Accept-Encoding"));
            exchange.getResponseHeaders().add("Cache-Control", "public");
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            exchange.getResponseHeaders().add("Age", "5");
            send(exchange, 200, EMPTY.getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fetch(url("127.0.0.1", "/k"), true).lifetime()).isEqualTo(55);
        assertThat(requests).contains("GET [application/jwk-set+json, application/json][identity]");
    }

    @Test
    @DisplayName("attack 12: redirects are not followed")
    void redirect() {
        on("/target", exchange -> send(exchange, 200, EMPTY.getBytes(StandardCharsets.UTF_8)));
        on("/k", exchange -> {
            exchange.getResponseHeaders().add("Location", url("127.0.0.1", "/target"));
            send(exchange, 302, new byte[0]);
        });

        refused("/k", "status 302");
        assertThat(requests).containsExactly("/k");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 304, 401, 404, 500, 503})
    @DisplayName("only 200 is an answer")
    void status(int status) {
        on("/k", exchange -> send(exchange, status, new byte[0]));

        refused("/k", "status " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0.0.0.0"})
    @DisplayName("attack 12: private addresses, whatever they are written like: no connection")
    void privateAddress(String host) {
        on("/k", exchange -> send(exchange, 200, EMPTY.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() ->
                        fetch("https://" + host + ":" + server.getAddress().getPort() + "/k", false))
                .isInstanceOf(Refusal.class);
        assertThat(requests).isEmpty();
    }

    @Test
    @DisplayName("attack 12: a public name of a private address, alone or among others: no connection")
    void rebinding() {
        on("/k", exchange -> send(exchange, 200, EMPTY.getBytes(StandardCharsets.UTF_8)));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (InetAddress[] answer :
                new InetAddress[][] {{loopback}, {address("8.8.8.8"), loopback}, {address("169.254.169.254")}}) {
            lookup = host -> answer;
            assertThatThrownBy(() ->
                            fetch("https://keys.example:" + server.getAddress().getPort() + "/k", false))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("address that isn't allowed");
        }
        assertThat(requests).isEmpty();
    }

    @Test
    @DisplayName("attack 12: the name is looked up once, and the connection goes to the address that was checked")
    void lookedUpOnce() throws Refusal {
        on("/k", exchange -> send(exchange, 200, EMPTY.getBytes(StandardCharsets.UTF_8)));
        List<String> lookups = new CopyOnWriteArrayList<>();
        lookup = host -> {
            lookups.add(host);
            return new InetAddress[] {
                lookups.size() == 1 ? InetAddress.getLoopbackAddress() : address("169.254.169.254")
            };
        };

        fetch(url("keys.example", "/k"), true);

        assertThat(lookups).containsExactly("keys.example");
        assertThat(requests).containsExactly("/k");
    }

    @Test
    @DisplayName("attack 12: plain http never leaves the private network")
    void plainHttpToTheInternet() {
        lookup = host -> new InetAddress[] {address("8.8.8.8")};

        assertThatThrownBy(() -> fetch(url("keys.example", "/k"), true))
                .hasMessageContaining("address that isn't allowed");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("attack 13: more bytes than allowed, announced or not")
    void tooLong() throws InterruptedException {
        byte[] long1 = (EMPTY + " ".repeat(SigningKeys.MAX_BYTES)).getBytes(StandardCharsets.UTF_8);
        CountDownLatch cut = new CountDownLatch(2);
        on("/announced", exchange -> send(exchange, 200, long1));
        on("/endless", exchange -> sendUntilCut(exchange, 200, long1, cut));
        on("/endless404", exchange -> sendUntilCut(exchange, 404, long1, cut));

        refused("/announced", "longer than");
        refused("/endless", "longer than");
        refused("/endless404", "status 404");
        assertThat(cut.await(20, TimeUnit.SECONDS))
                .as("the rest isn't downloaded")
                .isTrue();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private void onCoded(String path, String coding, byte[] body) {
        on(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", coding);
            send(exchange, 200, body);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity", ""})
    @DisplayName("LEN-3: an answer that is packed though nobody asked for it is unpacked")
    void packed(String coding) throws Refusal, IOException {
        byte[] plain = ("\uFEFF{\"keys\":[{\"kid\":\"a\"}]}").getBytes(StandardCharsets.UTF_8);
        onCoded("/k", coding, coding.toLowerCase(Locale.ROOT).contains("gzip") ? gzip(plain) : plain);

        assertThat(fetch(url("127.0.0.1", "/k"), true).keys().kids()).containsExactly("a");
    }

    @Test
    @DisplayName("LEN-3, attack 13: a packed bomb is cut off; other codings, several, broken ones are refused")
    void packedBomb() throws IOException {
        byte[] plain = EMPTY.getBytes(StandardCharsets.UTF_8);
        byte[] giant = gzip((EMPTY + " ".repeat(50_000_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(giant.length).isLessThan(SigningKeys.MAX_BYTES);
        onCoded("/bomb", "gzip", giant);
        onCoded("/twice", "gzip, gzip", gzip(gzip(plain)));
        onCoded("/br", "br", plain);
        onCoded("/deflate", "deflate", plain);
        onCoded("/broken", "gzip", Arrays.copyOf(gzip(plain), 15));
        onCoded("/plain", "gzip", plain);

        refused("/bomb", "longer than");
        for (String path : List.of("/twice", "/br", "/deflate", "/broken", "/plain")) {
            refused(path, "the JWKS can't be fetched");
        }
    }

    /** Sends gigabytes, unless the other side hangs up. */
    private static void sendUntilCut(HttpExchange exchange, int status, byte[] block, CountDownLatch cut)
            throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try {
            for (int i = 0; i < 50_000; i++) {
                exchange.getResponseBody().write(block);
            }
        } catch (IOException e) {
            cut.countDown();
            throw e;
        }
    }

    @Test
    @DisplayName("attack 13: slow drip, hanging host: over when the time is over")
    void slow() {
        on("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 300; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
        on("/hang", exchange -> TimeUnit.SECONDS.sleep(30));

        long before = System.nanoTime();
        refused("/drip", "can't be fetched");
        refused("/hang", "can't be fetched");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("nobody listens, the name is unknown")
    void unreachable() {
        int port = server.getAddress().getPort();
        server.stop(0);
        assertThatThrownBy(() -> fetch("http://127.0.0.1:" + port + "/k", true))
                .hasMessageContaining("can't be fetched");
        lookup = host -> {
            throw new UnknownHostException("internal detail");
        };
        assertThatThrownBy(() -> fetch("https://keys.example/k", false))
                .hasMessageContaining("can't be fetched")
                .hasMessageNotContaining("internal detail");
    }
}
