/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;

/** A backend service: each of its OIDC clients gets itself a token. */
@Path("/token/{client}")
public class BulkResource {

    private final OidcClients clients;

    BulkResource(OidcClients clients) {
        this.clients = clients;
    }

    /** The access token of one of the clients in {@code application.properties}. */
    @GET
    public Uni<String> token(String client) {
        OidcClient oidc = clients.getClient(client);
        return oidc.getTokens().map(Tokens::getAccessToken);
    }
}
