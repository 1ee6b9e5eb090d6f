/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.fhir.FhirReference;

import static org.assertj.core.api.Assertions.assertThat;

/** A FHIR server that is slow, down, lying or huge. */
@Timeout(90)
class BoundedHttpTest {

    private static final int MAX_BYTES = 2_000;
    private static final int MAX_REQUESTS = 3;
    private static final FhirReference PATIENT = new FhirReference("Patient", "kt-pat-1");
    private static final Trace TRACE = new Trace("request-1", "trace-1", "correlation-1");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private BoundedHttp http;

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        http = new BoundedHttp(Duration.ofSeconds(2), MAX_BYTES, MAX_REQUESTS);
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void on(String path, Behaviour behaviour) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getRequestHeaders().forEach((name, values) -> sent.put(name, String.join("|", values)));
            sent.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try (exchange) {
                behaviour.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void onPatient(int status, String type, String body) {
        on("/fhir/Patient", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private ReadResult read() {
        return read(url("/fhir/Patient/kt-pat-1"));
    }

    private ReadResult read(URI url) {
        return HttpFhirClient.read(http, url, PATIENT, "the-token", TRACE);
    }

    private Optional<String> create() {
        return HttpFhirClient.create(
                http,
                url("/fhir/Patient"),
                "{\"resourceType\":\"Patient\"}".getBytes(StandardCharsets.UTF_8),
                "t",
                TRACE);
    }

    private static void assertUnavailable(ReadResult result, String reason) {
        assertThat(result)
                .isInstanceOfSatisfying(ReadResult.Unavailable.class, unavailable -> assertThat(unavailable.reason())
                        .contains(reason));
    }

    @Test
    @DisplayName("KT-AUD-6 a read carries the bearer token and the three trace headers")
    void reads() {
        onPatient(200, "application/fhir+json;charset=utf-8", "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\"}");

        assertThat(read()).isInstanceOfSatisfying(ReadResult.Found.class, found -> assertThat(
                        found.resource().path("id").asText())
                .isEqualTo("kt-pat-1"));
        assertThat(requests).containsExactly("GET /fhir/Patient/kt-pat-1");
        assertThat(sent)
                .containsEntry("Authorization", "Bearer the-token")
                .containsEntry("Accept", "application/fhir+json")
                .containsEntry("X-request-id", "request-1")
                .containsEntry("X-trace-id", "trace-1")
                .containsEntry("X-correlation-id", "correlation-1");
    }

    @Test
    @DisplayName("KT-AUD-6 a create posts FHIR JSON with the same headers; 201 is success")
    void creates() {
        onPatient(201, "application/fhir+json", "");

        assertThat(create()).isEmpty();
        assertThat(requests).containsExactly("POST /fhir/Patient");
        assertThat(sent)
                .containsEntry("body", "{\"resourceType\":\"Patient\"}")
                .containsEntry("Content-type", "application/fhir+json")
                .containsEntry("X-trace-id", "trace-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    @DisplayName("KT-AUTHZ-4 a resource that doesn't exist, or no longer, is not found")
    void notFound(int status) {
        onPatient(status, "application/fhir+json", "{\"resourceType\":\"OperationOutcome\"}");

        assertThat(read()).isInstanceOf(ReadResult.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 204, 400, 401, 403, 429, 500, 503})
    @DisplayName("attack 23: any other status is no answer to a read")
    void status(int status) {
        onPatient(status, "application/fhir+json", "");

        assertUnavailable(read(), "status " + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 401, 403, 404, 500, 503})
    @DisplayName("KT-AUD-7 any other status than 200 and 201 is no success of a create, and no exception")
    void createStatus(int status) {
        onPatient(status, "application/fhir+json", "");

        assertThat(create()).hasValueSatisfying(reason -> assertThat(reason).contains("status " + status));
    }

    @Test
    @DisplayName("attack 23: redirects are not followed, and the token goes nowhere else")
    void redirect() {
        on("/elsewhere", exchange -> send(exchange, 200, "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\"}"));
        on("/fhir/Patient", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
            send(exchange, 302, "");
        });

        assertUnavailable(read(), "status 302");
        assertThat(requests).containsExactly("GET /fhir/Patient/kt-pat-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"resourceType\":\"Patient\",\"id\":\"somebody-else\"}#another resource",
                "{\"resourceType\":\"Practitioner\",\"id\":\"kt-pat-1\"}#another resource",
                "{\"resourceType\":[\"Patient\"],\"id\":\"kt-pat-1\"}#another resource",
                "{}#another resource",
                "[]#isn't JSON",
                "null#",
                "\"Patient\"#isn't JSON",
                "<html></html>#isn't JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\"#isn't JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\"} {}#isn't JSON",
                "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\",\"id\":\"kt-pat-1\"}#isn't JSON",
            })
    @DisplayName("attack 23: garbage, another resource, one thing said twice")
    void lies(String body, String reason) {
        onPatient(200, "application/fhir+json", body);

        assertUnavailable(read(), reason == null ? "" : reason);
    }

    @Test
    @DisplayName("attack 23: JSON nested without end, within the bytes that are allowed")
    void nested() {
        onPatient(200, "application/fhir+json", "{\"a\":" + "[".repeat(MAX_BYTES - 100));

        assertUnavailable(read(), "isn't JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/fhir+xml", "application/jsonx", "x; application/fhir+json"})
    @DisplayName("attack 23: an answer that doesn't say that it is JSON isn't read as such")
    void contentType(String type) {
        onPatient(200, type, "{\"resourceType\":\"Patient\",\"id\":\"kt-pat-1\"}");

        assertUnavailable(read(), "isn't JSON");
    }

    @Test
    @DisplayName("attack 23: more bytes than allowed, announced or not: the rest isn't downloaded")
    void tooLong() throws InterruptedException {
        String longOne = " ".repeat(MAX_BYTES + 1);
        CountDownLatch cut = new CountDownLatch(3);
        on("/announced", exchange -> send(exchange, 200, longOne));
        on("/endless", exchange -> sendUntilCut(exchange, 200, cut));
        on("/endless404", exchange -> sendUntilCut(exchange, 404, cut));
        on("/fhir/Patient", exchange -> sendUntilCut(exchange, 201, cut));

        assertUnavailable(read(url("/announced")), "longer than");
        assertUnavailable(read(url("/endless")), "longer than");
        assertThat(read(url("/endless404"))).isInstanceOf(ReadResult.NotFound.class);
        assertThat(create()).isEmpty();
        assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void sendUntilCut(HttpExchange exchange, int status, CountDownLatch cut) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        byte[] block = new byte[64_000];
        try {
            for (int i = 0; i < 100_000; i++) {
                exchange.getResponseBody().write(block);
            }
        } catch (IOException e) {
            cut.countDown();
            throw e;
        }
    }

    @Test
    @DisplayName("attack 23: slow drip, hanging server: over when the time is over")
    void slow() {
        on("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 300; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
        on("/hang", exchange -> TimeUnit.SECONDS.sleep(60));

        long before = System.nanoTime();
        assertUnavailable(read(url("/drip")), "too slow");
        assertUnavailable(read(url("/hang")), "");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("attack 23: a status line or headers without end")
    void endlessHeaders() throws IOException {
        for (String part : List.of("x", "X-Header: x\r\n")) {
            try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Future<?> writer = threads.submit(() -> writeWithoutEnd(raw, part));
                assertUnavailable(
                        read(URI.create("http://127.0.0.1:" + raw.getLocalPort() + "/Patient/kt-pat-1")),
                        "can't be reached");
                assertThat(writer).succeedsWithin(Duration.ofSeconds(20));
            }
        }
    }

    private static void writeWithoutEnd(ServerSocket raw, String part) {
        try (Socket socket = raw.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("HTTP/1.1 200 OK\r\nX-Start: ".getBytes(StandardCharsets.US_ASCII));
            byte[] block = part.repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 100_000; i++) {
                out.write(block);
            }
            throw new AssertionError("all of it was read");
        } catch (IOException e) {
            // The other side hung up, as it should.
        }
    }

    @Test
    @DisplayName("attack 36: a server that hangs gets so many requests at once; another server is not affected")
    void manyAtOnce() throws Exception {
        CountDownLatch hanging = new CountDownLatch(MAX_REQUESTS);
        on("/hang", exchange -> {
            hanging.countDown();
            TimeUnit.SECONDS.sleep(60);
        });
        List<Future<ReadResult>> waiting = new ArrayList<>();
        for (int i = 0; i < MAX_REQUESTS; i++) {
            waiting.add(threads.submit(() -> read(url("/hang"))));
        }
        assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();

        assertUnavailable(read(url("/hang")), "too many requests");
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> send(exchange, 404, ""));
        other.start();
        try {
            assertThat(read(URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/Patient/kt-pat-1")))
                    .isInstanceOf(ReadResult.NotFound.class);
        } finally {
            other.stop(0);
        }
        for (Future<ReadResult> one : waiting) {
            assertUnavailable(one.get(30, TimeUnit.SECONDS), "");
        }
    }

    @Test
    @DisplayName("attack 36: nobody listens; a name that doesn't exist: no detail of the network in the reason")
    void unreachable() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertUnavailable(read(URI.create("http://127.0.0.1:" + port + "/Patient/kt-pat-1")), "can't be reached");
        assertThat(read(URI.create("http://no-such-host.invalid/Patient/kt-pat-1")))
                .isInstanceOfSatisfying(ReadResult.Unavailable.class, unavailable -> assertThat(unavailable.reason())
                        .doesNotContain("no-such-host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "[fd00:ec2::254]"})
    @DisplayName("attack 12: a FHIR server where clouds keep the secrets of their machines isn't asked")
    void metadataAddress(String host) {
        assertUnavailable(read(URI.create("http://" + host + "/Patient/kt-pat-1")), "AddressRefused");
    }

    @Test
    @DisplayName("attack 34: what the server sends isn't repeated in the reason")
    void reasonsAreOurs() {
        onPatient(
                200,
                "application/fhir+json",
                JsonNodeFactory.instance.textNode("secret-value").toString());
        assertThat(read().toString()).doesNotContain("secret-value");
    }
}
