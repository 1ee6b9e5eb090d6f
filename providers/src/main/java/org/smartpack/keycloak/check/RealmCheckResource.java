/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What is wrong or odd in the realm of the request, for administrators who may see the realm and all its clients (roles
 * {@code view-realm} and {@code view-clients}). Users are named only to those who may see users, and how the server is
 * set up is told only to administrators of the realm {@code master}. Public, because the server's REST layer calls it.
 */
public final class RealmCheckResource {

    private static final String TEXT = "text";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KeycloakSession session;
    private final AdminPermissionEvaluator auth;
    private final CheckRunner runner;

    RealmCheckResource(KeycloakSession session, AdminPermissionEvaluator auth, CheckRunner runner) {
        this.session = session;
        this.auth = auth;
        this.runner = runner;
    }

    /**
     * Checks the realm as it is now; 503 if other checks take too long, or are waited for already.
     *
     * @param format {@code text} for a table, whatever the request accepts
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public Response check(@QueryParam("format") String format, @Context HttpHeaders headers) {
        auth.realm().requireViewRealm();
        auth.clients().requireView();
        boolean isText = TEXT.equals(format) || prefersText(headers.getAcceptableMediaTypes());
        String realm = session.getContext().getRealm().getId();
        return runner.inTurn(realm, PATIENCE, () -> runner.check(session, Viewer.of(auth)))
                .map(report -> isText
                        ? Response.ok(report.asText(), MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                        : Response.ok(report.asMap(), MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(RealmCheckResource::busy)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response.ResponseBuilder busy() {
        return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.RETRY_AFTER, PATIENCE.toSeconds())
                .entity(Map.of("errorMessage", "Other realm checks are running on this server. Try again in a moment"));
    }

    private static boolean prefersText(List<MediaType> accepted) {
        return !accepted.isEmpty() && accepted.get(0).equals(MediaType.TEXT_PLAIN_TYPE);
    }
}
