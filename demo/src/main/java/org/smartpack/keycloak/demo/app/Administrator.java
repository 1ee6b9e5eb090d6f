/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import org.smartpack.keycloak.demo.app.Backchannel.Reply;

/** Keycloak's admin REST API for the clients of a realm, as the demo's administrator. */
final class Administrator {

    private final Backchannel backchannel;
    private final URI tokenUrl;
    private final String clients;

    Administrator(Backchannel backchannel, SampleAppSettings settings) {
        this.backchannel = backchannel;
        this.tokenUrl = URI.create(settings.in("master").tokenUrl());
        this.clients = settings.keycloakUrl() + "/admin/realms/" + settings.realm() + "/clients";
    }

    /**
     * All clients of the realm.
     *
     * @throws IOException if Keycloak doesn't answer, or doesn't answer with a list
     */
    JsonNode clients() throws IOException, InterruptedException {
        JsonNode answer = backchannel.read(URI.create(clients), token()).body();
        if (!answer.isArray()) {
            throw new IOException("Keycloak doesn't list its clients: " + answer);
        }
        return answer;
    }

    /** Saves a client, as the console does. */
    Reply save(JsonNode client) throws IOException, InterruptedException {
        return backchannel.put(URI.create(clients + "/" + client.path("id").asText()), token(), client);
    }

    private String token() throws IOException, InterruptedException {
        Map<String, String> login = Map.of(
                "grant_type", "password",
                "client_id", "admin-cli",
                "username", "admin",
                "password", "admin");
        return backchannel.form(tokenUrl, login).body().path("access_token").asText();
    }
}
