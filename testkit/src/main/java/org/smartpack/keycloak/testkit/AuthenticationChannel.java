/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;

/**
 * The way to a user's authentication device, which Keycloak's CIBA calls over HTTP and leaves to the operator. This one
 * takes every request and keeps it; a test answers for the user.
 */
public final class AuthenticationChannel implements AutoCloseable {

    /**
     * What Keycloak asks the user.
     *
     * @param token the credential for the answer
     * @param body Keycloak's JSON, with {@code login_hint} and {@code scope}
     */
    public record Question(String token, JsonPath body) {

        private String issuer() {
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
            return new JsonPath(new String(claims, StandardCharsets.UTF_8)).getString("iss");
        }
    }

    private final HttpServer server;
    private final List<Question> questions = new CopyOnWriteArrayList<>();

    AuthenticationChannel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::keep);
        server.start();
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token =
                    exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            questions.add(new Question(token, new JsonPath(body)));
            exchange.sendResponseHeaders(201, -1);
        }
    }

    /** The server option that leads Keycloak here. */
    String option() {
        return "--spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri=http://127.0.0.1:"
                + server.getAddress().getPort() + "/";
    }

    /** What the users of a realm were asked so far, oldest first. Keycloak asks before it answers the client. */
    public List<Question> questions(String realm) {
        return questions.stream()
                .filter(question -> question.issuer().endsWith("/realms/" + realm))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
