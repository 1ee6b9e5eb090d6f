/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.quarkus;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import io.quarkus.oidc.client.OidcClientException;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.smallrye.mutiny.Uni;

/** A backend service: each of the OIDC clients in {@code application.properties} gets itself a token. */
@Path("/token/{client}")
public class TokenResource {

    private final OidcClients clients;

    TokenResource(OidcClients clients) {
        this.clients = clients;
    }

    /** The access token of a client, or what the token endpoint said. */
    @GET
    public Uni<String> token(String client) {
        return clients.getClient(client)
                .getTokens()
                .map(Tokens::getAccessToken)
                .onFailure(OidcClientException.class)
                .transform(failure -> new WebApplicationException(
                        Response.status(502).entity(failure.getMessage()).build()));
    }
}
