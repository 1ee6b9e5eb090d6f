/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * {@code POST /ehr/launch}: registers a launch context as the client {@code ehr}, and responds with what was sent and
 * what Keycloak answered. The page opens the {@code launch_url} (SMART-LAUNCH-2).
 */
final class EhrLaunch implements Route {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Backchannel backchannel;
    private final URI endpoint;
    private final String fhirBaseUrl;

    EhrLaunch(Backchannel backchannel, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.endpoint = URI.create(settings.issuer() + "/smart/launch-context");
        this.fhirBaseUrl = settings.fhirBaseUrl();
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        Optional<LaunchForm> form = LaunchForm.read(request.body());
        if (form.isEmpty()) {
            return Answer.error(400, "The EHR does not know that user or patient, or no app was named");
        }
        Map<String, Object> context = form.get().context(fhirBaseUrl);
        HttpResponse<byte[]> answer =
                backchannel.post(endpoint, "ehr", "application/json", JSON.writeValueAsString(context));
        JsonNode said = JSON.readTree(answer.body());
        return Answer.json(
                answer.statusCode() == 200 ? 200 : 502,
                Map.of("endpoint", endpoint, "sent", context, "status", answer.statusCode(), "answer", said));
    }
}
