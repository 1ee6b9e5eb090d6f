/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;

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
 * {@code view-realm} and {@code view-clients}). Users are named only to those who may see users. Public, because the
 * server's REST layer calls it.
 */
public final class RealmCheckResource {

    private static final String TEXT = "text";

    private final KeycloakSession session;
    private final AdminPermissionEvaluator auth;

    RealmCheckResource(KeycloakSession session, AdminPermissionEvaluator auth) {
        this.session = session;
        this.auth = auth;
    }

    /**
     * Checks the realm as it is now.
     *
     * @param format {@code text} for a table, whatever the request accepts
     */
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    public Response check(@QueryParam("format") String format, @Context HttpHeaders headers) {
        auth.realm().requireViewRealm();
        auth.clients().requireView();
        CheckedRealm realm =
                new RealmReader(session).read(auth.users().canView() ? ShownUsers.NAMED : ShownUsers.COUNTED);
        CheckReport report = CheckReport.of(realm, RuleBook.all());
        Response.ResponseBuilder answer = TEXT.equals(format) || prefersText(headers.getAcceptableMediaTypes())
                ? Response.ok(report.asText(), MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                : Response.ok(report.asMap(), MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static boolean prefersText(List<MediaType> accepted) {
        return !accepted.isEmpty() && accepted.get(0).equals(MediaType.TEXT_PLAIN_TYPE);
    }
}
