/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

/** A FHIR service with the resources that a test puts there. */
final class FhirStub implements AutoCloseable {

    private final Map<String, String> resources = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> created = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String refusal;

    FhirStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fhir/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring("/fhir/".length());
            asked.add(path + " trace " + exchange.getRequestHeaders().getFirst("X-Trace-Id"));
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length()));
            if (refusal != null) {
                byte[] body = refusal.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
                exchange.sendResponseHeaders(500, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
                return;
            }
            if (exchange.getRequestMethod().equals("POST")) {
                created.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(201, -1);
                exchange.close();
                return;
            }
            String resource = resources.get(path);
            byte[] body = (resource == null ? "{}" : resource).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/fhir+json");
            exchange.sendResponseHeaders(resource == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
    }

    /** Puts a resource there; {@code members} is JSON without the braces. */
    void put(String reference, String members) {
        String[] parts = reference.split("/");
        resources.put(
                reference,
                "{\"resourceType\":\"" + parts[0] + "\",\"id\":\"" + parts[1] + "\"" + (members.isEmpty() ? "" : ",")
                        + members + "}");
    }

    void remove(String reference) {
        resources.remove(reference);
    }

    /** Every request: the path, and the trace id that it came with. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** From now on, everything is answered with 500 and this. */
    void refuse(String body) {
        refusal = body;
    }

    /** The access tokens that requests came with. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** What was created: JSON. */
    List<String> created() {
        return List.copyOf(created);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
