/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Calls Keycloak as a confidential client of the demo, which a page can't, as it has no secret. */
final class Backchannel {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** Posts with HTTP Basic; in the demo a client's secret is {@code <client_id>-secret}. */
    HttpResponse<byte[]> post(URI endpoint, String client, String contentType, String body)
            throws IOException, InterruptedException {
        String credentials = client + ":" + client + "-secret";
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(endpoint)
                        .timeout(LIMIT)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
