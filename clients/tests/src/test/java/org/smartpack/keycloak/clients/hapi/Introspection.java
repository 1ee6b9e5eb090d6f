/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.hapi;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Asks Keycloak about each token (RFC 7662). */
final class Introspection implements AccessTokens {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI endpoint;
    private final String credentials;

    Introspection(URI endpoint, String clientId, String secret) {
        this.endpoint = endpoint;
        this.credentials = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Map<String, Object>> claims(String token) {
        HttpRequest question = HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + encoded(token)))
                .build();
        try {
            HttpResponse<String> answer = http.send(question, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw AccessTokens.unavailable();
            }
            Map<String, Object> claims = json.readValue(answer.body(), new TypeReference<>() {});
            return Optional.ofNullable(claims).filter(said -> Boolean.TRUE.equals(said.get("active")));
        } catch (IOException e) {
            throw AccessTokens.unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AccessTokens.unavailable();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
