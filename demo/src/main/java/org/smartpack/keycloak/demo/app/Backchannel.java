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
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Calls Keycloak for a client of the demo. A page can't do that, because it has neither secret nor key. */
final class Backchannel {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /** Posts with HTTP Basic; in the demo a client's secret is {@code <client_id>-secret}. */
    HttpResponse<byte[]> post(URI endpoint, String client, String contentType, String body)
            throws IOException, InterruptedException {
        String credentials = client + ":" + client + "-secret";
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return send(endpoint, Map.of("Authorization", "Basic " + basic), contentType, body);
    }

    /** Posts a form with HTTP Basic, see {@link #post}. */
    Reply form(URI endpoint, String client, Map<String, String> fields) throws IOException, InterruptedException {
        return Reply.of(post(endpoint, client, FORM, encoded(fields)));
    }

    /** Posts a form whose fields authenticate the client. */
    Reply form(URI endpoint, Map<String, String> fields) throws IOException, InterruptedException {
        return Reply.of(send(endpoint, Map.of(), FORM, encoded(fields)));
    }

    /** The same with a DPoP proof (RFC 9449). */
    Reply formWithProof(URI endpoint, String proof, Map<String, String> fields)
            throws IOException, InterruptedException {
        return Reply.of(send(endpoint, Map.of("DPoP", proof), FORM, encoded(fields)));
    }

    /** Posts a form with a bearer token. */
    Reply formWithToken(URI endpoint, String token, Map<String, String> fields)
            throws IOException, InterruptedException {
        return Reply.of(send(endpoint, Map.of("Authorization", "Bearer " + token), FORM, encoded(fields)));
    }

    /** Reads JSON with a bearer token. */
    Reply read(URI address, String token) throws IOException, InterruptedException {
        return Reply.of(http.send(
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    }

    /** Puts JSON with a bearer token. */
    Reply put(URI address, String token, JsonNode body) throws IOException, InterruptedException {
        return Reply.of(http.send(
                HttpRequest.newBuilder(address)
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray()));
    }

    /**
     * A status and JSON.
     *
     * @param body a missing node if the answer has no body
     */
    record Reply(int status, JsonNode body) {

        private static Reply of(HttpResponse<byte[]> answer) throws IOException {
            return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
        }
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<byte[]> send(URI endpoint, Map<String, String> headers, String contentType, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
