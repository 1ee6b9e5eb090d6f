/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * {@code POST /iua/token.json} with {@code {"scope":..., "resource":..., "requested_token_type":...}}: gets a token for
 * the client {@code healthconnect} (ITI-71) and asks about it as the resource server does (ITI-102). Empty parameters
 * aren't sent. The secrets stay here.
 */
final class IuaToken implements Route {

    static final String REALM = "iua";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = "healthconnect";
    private static final String SERVER = "resource-server";
    private static final String[] PARAMETERS = {"scope", "resource", "requested_token_type"};

    private final Backchannel backchannel;
    private final SampleAppSettings settings;

    IuaToken(Backchannel backchannel, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.settings = settings;
    }

    /** What the page needs to know. */
    static Map<String, Object> config(SampleAppSettings settings) {
        return Map.of(
                "issuer",
                settings.issuer(),
                "tokenUrl",
                settings.tokenUrl(),
                "fhirBaseUrl",
                settings.fhirBaseUrl(),
                "client",
                CLIENT);
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        JsonNode asked;
        try {
            asked = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return Answer.error(400, "The request is not JSON");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        for (String name : PARAMETERS) {
            String value = asked.path(name).asText();
            if (!value.isEmpty()) {
                form.put(name, value);
            }
        }
        Backchannel.Reply reply = backchannel.form(URI.create(settings.tokenUrl()), CLIENT, form);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("form", form);
        answer.put("status", reply.status());
        answer.put("answer", reply.body());
        String token = reply.body().path("access_token").asText();
        if (!token.isEmpty()) {
            answer.put(
                    "introspection",
                    backchannel
                            .form(URI.create(settings.introspectionUrl()), SERVER, Map.of("token", token))
                            .body());
        }
        return Answer.json(200, answer);
    }
}
