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
 * {@code POST /koppeltaal/smart.json}: launches the other module the SMART way, with a launch context that the client
 * {@code ehr} registers. To keep the demo short, the module's server makes its authorization request at once.
 */
final class SmartModuleLaunch implements Route {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCOPE = "launch openid fhirUser patient/*.rs";

    private final Backchannel backchannel;
    private final PendingLaunches launches;
    private final SampleAppSettings settings;

    SmartModuleLaunch(Backchannel backchannel, PendingLaunches launches, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.launches = launches;
        this.settings = settings;
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        Optional<KoppeltaalForm> form = KoppeltaalForm.read(request.body());
        if (form.isEmpty()) {
            return Answer.error(400, "The portal does not know that user");
        }
        Map<String, Object> context =
                KoppeltaalDomain.context(form.get().user(), form.get().intent(), settings.fhirBaseUrl());
        HttpResponse<byte[]> answer = backchannel.post(
                URI.create(settings.issuer() + "/smart/launch-context"),
                "ehr",
                "application/json",
                JSON.writeValueAsString(context));
        JsonNode handle = JSON.readTree(answer.body()).path("launch");
        if (answer.statusCode() != 200 || !handle.isTextual()) {
            return Answer.error(502, "Keycloak did not register the launch context");
        }
        String browser = launches.random();
        Map<String, String> fields =
                launches.begin(browser, KoppeltaalDomain.SMART_MODULE, handle.asText(), SCOPE, settings);
        return Answer.json(200, Map.of("action", settings.authorizationUrl(), "fields", fields))
                .with(BrowserCookie.set(fields.get("state"), browser));
    }
}
