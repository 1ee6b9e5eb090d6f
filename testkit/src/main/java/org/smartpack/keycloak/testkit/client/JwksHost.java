/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A host of client keys whose behaviour a test decides. It counts who asks. */
public final class JwksHost implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What happens when something is asked for. */
    public interface Behaviour {
        /** Answers; the exchange is closed afterwards. */
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Starts one on a free port, which serves nothing yet. */
    public JwksHost() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** From now on, {@code path} behaves like this. */
    public void on(String path, Behaviour behaviour) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // There was none.
        }
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " accept="
                    + exchange.getRequestHeaders().getFirst("Accept"));
            try (exchange) {
                behaviour.answer(exchange);
            }
        });
    }

    /** From now on, {@code path} serves these keys with these headers. */
    public void serve(String path, String jwks, Map<String, String> headers) {
        on(path, exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] body = jwks.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /** The address of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The port that it listens at, on 127.0.0.1. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Every request for a path, oldest first. */
    public List<String> requests(String path) {
        return requests.stream().filter(line -> line.split(" ")[1].equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
