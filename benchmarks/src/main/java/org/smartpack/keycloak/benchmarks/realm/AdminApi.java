/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Keycloak's admin REST API, used as the administrator {@code admin}. Failures throw an exception with the response's
 * text.
 */
public final class AdminApi {

    /** Well below the 60 seconds that a token of the master realm is valid. */
    private static final Duration REUSED = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private String token;
    private Instant tokenUntil = Instant.MIN;

    /** @param url the server's address, without a slash at the end */
    public AdminApi(String url) {
        this.url = url;
    }

    /** Creates a realm. */
    void createRealm(Object representation) {
        send("POST", "", representation);
        // Only the next token has the rights for a new realm.
        tokenUntil = Instant.MIN;
    }

    /** Reads from a path below {@code /admin/realms}. */
    JsonNode get(String path) {
        return read(send("GET", path, null).body());
    }

    /** Creates an object, and returns its id. */
    String post(String path, Object representation) {
        return send("POST", path, representation)
                .headers()
                .firstValue("Location")
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElse("");
    }

    void put(String path, Object representation) {
        send("PUT", path, representation);
    }

    private HttpResponse<String> send(String method, String path, Object representation) {
        HttpRequest.BodyPublisher body = representation == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(write(representation));
        return exchange(HttpRequest.newBuilder(URI.create(url + "/admin/realms" + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, body)
                .build());
    }

    private String token() {
        if (Instant.now().isAfter(tokenUntil)) {
            HttpResponse<String> response =
                    exchange(HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "grant_type=password&client_id=admin-cli&username=admin&password=admin"))
                            .build());
            token = read(response.body()).get("access_token").asText();
            tokenUntil = Instant.now().plus(REUSED);
        }
        return token;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.method() + " " + request.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String write(Object representation) {
        try {
            return JSON.writeValueAsString(representation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
