/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** {@code POST /introspect} with a token as its body: introspects it at Keycloak as the FHIR server does. */
final class Introspection implements Route {

    private final Backchannel backchannel;
    private final URI endpoint;

    Introspection(Backchannel backchannel, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.endpoint = URI.create(settings.issuer() + "/smart/introspect");
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        if (!request.method().equals("POST")) {
            return Answer.error(405, "Only POST is allowed here");
        }
        HttpResponse<byte[]> answer = backchannel.post(
                endpoint,
                "fhir-server",
                "application/x-www-form-urlencoded",
                "token=" + URLEncoder.encode(request.body(), StandardCharsets.UTF_8));
        return new Answer(answer.statusCode(), "application/json", Answer.NO_STORE, answer.body());
    }
}
