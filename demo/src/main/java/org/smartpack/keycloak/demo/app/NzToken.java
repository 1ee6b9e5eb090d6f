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

import org.smartpack.keycloak.demo.app.Backchannel.Reply;

/**
 * {@code POST /nz/token.json} with {@code {"client":..., "form":{...}, "proof":...}}: sends the token request of a
 * client of the New Zealand realm, as the server of that app does. A client with a key is authenticated by a signed
 * JWT, whose key stays here. The proof (DPoP) is the page's; it may be missing.
 */
final class NzToken implements Route {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String[] PARAMETERS = {"grant_type", "code", "redirect_uri", "code_verifier", "scope"};

    private final Backchannel backchannel;
    private final ClientSigner signer;
    private final SampleAppSettings settings;

    NzToken(Backchannel backchannel, ClientSigner signer, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.signer = signer;
        this.settings = settings;
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        JsonNode asked;
        try {
            asked = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            return Answer.error(400, "The request is not JSON");
        }
        String client = asked.path("client").asText();
        if (!NzClients.isOne(client)) {
            return Answer.error(400, "This page has no such client");
        }
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            String value = asked.path("form").path(name).asText();
            if (!value.isEmpty()) {
                form.put(name, value);
            }
        }
        authenticate(client, form);
        URI endpoint = URI.create(settings.tokenUrl());
        String proof = asked.path("proof").asText();
        Reply reply =
                proof.isEmpty() ? backchannel.form(endpoint, form) : backchannel.formWithProof(endpoint, proof, form);
        return Answer.json(200, Map.of("form", form, "status", reply.status(), "answer", reply.body()));
    }

    private void authenticate(String client, Map<String, String> form) throws IOException {
        if (NzClients.isPublic(client)) {
            form.put("client_id", client);
            return;
        }
        form.put("client_assertion_type", ASSERTION);
        form.put(
                "client_assertion",
                signer.assertion(client, settings.tokenUrl())
                        .orElseThrow(() -> new IOException("There is no key of " + client))
                        .serialize());
    }
}
