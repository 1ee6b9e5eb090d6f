/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * {@code POST /introspect} with a token as its body: asks Keycloak about it as the FHIR server does, which a page can't,
 * as it has no secret.
 */
final class Introspection implements Route {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String CREDENTIALS = "fhir-server:fhir-server-secret";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI endpoint;

    Introspection(SampleAppSettings settings) {
        this.endpoint = URI.create(settings.tokenUrl() + "/introspect");
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        if (!request.method().equals("POST")) {
            return Answer.error(405, "Only POST works here");
        }
        String basic = Base64.getEncoder().encodeToString(CREDENTIALS.getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(endpoint)
                        .timeout(LIMIT)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "token=" + URLEncoder.encode(request.body(), StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), "application/json", Answer.NO_STORE, answer.body());
    }
}
