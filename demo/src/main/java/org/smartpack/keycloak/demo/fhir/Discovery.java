/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Fetches the SMART configuration that the realm of a base publishes for this FHIR server. */
final class Discovery {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final URI address;

    /** @param base the base by whose URL the realm, which may have several FHIR servers, knows this one */
    Discovery(FhirBase base) {
        this.address = URI.create(base.realm().backchannel() + SmartConfigurationServlet.PATH + "?fhir="
                + URLEncoder.encode(base.url(), StandardCharsets.UTF_8));
    }

    /** The document; empty unless Keycloak answers with 200 in time. */
    Optional<byte[]> smartConfiguration() {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
