/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Handles HTTP for a route: methods, limits, headers. */
final class RouteHandler implements HttpHandler {

    private static final int BODY_BYTES = 100_000;

    private final Route route;
    private final PageHeaders headers;

    RouteHandler(Route route, PageHeaders headers) {
        this.route = route;
        this.headers = headers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            headers.addTo(
                    exchange.getResponseHeaders(), exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("Cache-Control", answer.cacheControl());
            if (!answer.cookie().isEmpty()) {
                exchange.getResponseHeaders().set("Set-Cookie", answer.cookie());
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : answer.body().length);
            if (!head) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        // A page under another host name that resolves to this machine must not get anything from here.
        if (!headers.isHost(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.error(421, "This server is not known by that name");
        }
        String path = exchange.getRequestURI().getPath();
        String own = exchange.getHttpContext().getPath();
        if (!own.endsWith("/") && !path.equals(own)) {
            return Answer.error(404, "There is nothing here");
        }
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
        if (body.length > BODY_BYTES) {
            return Answer.error(413, "The request is too large");
        }
        try {
            return route.answer(new Route.Request(
                    exchange.getRequestMethod(),
                    path,
                    path.substring(own.length()),
                    exchange.getRequestHeaders(),
                    new String(body, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Answer.error(502, "Keycloak does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "The demo is stopping");
        }
    }
}
