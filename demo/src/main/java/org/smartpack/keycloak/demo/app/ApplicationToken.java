/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;

/**
 * {@code POST /koppeltaal/token.json} with {@code {"client":"portal"}}: gets an application's token from Keycloak. It
 * requests no scope, because the application's role decides what the token permits (KT-SCP).
 */
final class ApplicationToken implements Route {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Backchannel backchannel;
    private final ClientSigner signer;
    private final SampleAppSettings settings;

    ApplicationToken(Backchannel backchannel, ClientSigner signer, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.signer = signer;
        this.settings = settings;
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        Optional<KoppeltaalDomain.Application> application = application(request.body());
        if (application.isEmpty()) {
            return Answer.error(400, "There is no such application");
        }
        Optional<SignedJWT> assertion = signer.assertion(application.get().clientId(), settings.tokenUrl());
        if (assertion.isEmpty()) {
            return Answer.error(500, "The application has no key");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        form.put("client_assertion", assertion.get().serialize());
        Backchannel.Reply reply = backchannel.form(URI.create(settings.tokenUrl()), form);
        return Answer.json(200, Map.of("status", reply.status(), "answer", reply.body()));
    }

    private static Optional<KoppeltaalDomain.Application> application(String body) {
        try {
            return KoppeltaalDomain.application(
                    JSON.readTree(body).path("client").asText());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
