/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.endpoint;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

import org.smartpack.keycloak.caller.BodyType;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.JsonAnswer;
import org.smartpack.keycloak.http.RealmPath;

/**
 * Refuses requests to the pack's endpoints by their content type, if the endpoints don't read that type. The server
 * would otherwise read multipart bodies to the end, files included, and fail on malformed ones before it calls an
 * endpoint. Keycloak finds the class by its annotation when the server is built.
 */
@Provider
@PreMatching
public final class BodyTypeFilter implements ContainerRequestFilter {

    private static final Set<String> PATHS = Set.of(SmartEndpointsFactory.ID, ConnectEndpointsFactory.ID);

    @Override
    public void filter(ContainerRequestContext request) {
        if (HttpMethod.POST.equals(request.getMethod())
                && isOurs(request.getUriInfo())
                && BodyType.of(request.getHeaders().get(HttpHeaders.CONTENT_TYPE))
                        .isEmpty()) {
            request.abortWith(JsonAnswer.neverCached(
                    Refusal.because(OAuthError.INVALID_REQUEST, "Content-Type must be JSON or a form, in UTF-8")
                            .withStatus(Response.Status.UNSUPPORTED_MEDIA_TYPE.getStatusCode())));
        }
    }

    private static boolean isOurs(UriInfo uri) {
        List<String> path = RealmPath.of(uri);
        return !path.isEmpty() && PATHS.contains(path.get(0));
    }
}
