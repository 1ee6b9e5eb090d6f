/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.smartpack.keycloak.testkit.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A FHIR service with the resources that a test puts there; it keeps what Keycloak asks and creates. */
public final class FhirStub implements AutoCloseable {

    private static final String BASE = "/fhir/";

    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String refusal;

    /** Starts one on a free port. */
    public FhirStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(BASE, this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        asked.add(path + " trace " + exchange.getRequestHeaders().getFirst("X-Trace-Id"));
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String resource = resources.get(path);
        if (refusal != null) {
            answer(exchange, 500, refusal);
        } else if (exchange.getRequestMethod().equals("POST")) {
            created.add(body);
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        } else if (resource == null) {
            answer(exchange, 404, "{}");
        } else {
            answer(exchange, 200, resource);
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Its base URL, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /**
     * Puts a resource there.
     *
     * @param reference its type and id, as {@code Patient/1}
     * @param members JSON without the braces
     */
    public void put(String reference, String members) {
        String[] parts = reference.split("/");
        resources.put(
                reference,
                "{\"resourceType\":\"" + parts[0] + "\",\"id\":\"" + parts[1] + "\"" + (members.isEmpty() ? "" : ",")
                        + members + "}");
    }

    /** Answers a path, {@code Patient} for a search, with this JSON whatever the query is. */
    public void answer(String path, String json) {
        resources.put(path, json);
    }

    /** Takes it away. */
    public void remove(String reference) {
        resources.remove(reference);
    }

    /** From now on, everything is answered with 500 and this. */
    public void refuse(String body) {
        refusal = body;
    }

    /** Every request: the path, and the trace id that it came with. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The access tokens that requests came with. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** What was created that has this in it: JSON. */
    public List<String> created(String mark) {
        return created.stream().filter(body -> body.contains(mark)).toList();
    }

    /** The same, as soon as there are so many; how many there are in the end is for the caller to say. */
    public List<String> created(String mark, int atLeast) throws InterruptedException {
        List<String> found = Eventually.look(() -> created(mark), all -> all.size() >= atLeast);
        assertThat(found).as("created with " + mark).hasSizeGreaterThanOrEqualTo(atLeast);
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
