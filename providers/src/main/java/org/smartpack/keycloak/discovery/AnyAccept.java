/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;
import java.util.Set;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

import org.smartpack.keycloak.http.RealmPath;

/**
 * SMART-DISC-1: the document is JSON "regardless of the Accept header". Keycloak's resource for well-known documents
 * answers 406 to {@code Accept: application/fhir+json} before it asks a provider, so the header is replaced before a
 * resource is chosen, for this one document only. Keycloak finds the class by its annotation when the server is built.
 */
@Provider
@PreMatching
public final class AnyAccept implements ContainerRequestFilter {

    private static final List<String> DOCUMENT = List.of(".well-known", SmartConfigurationProviderFactory.ID);

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public void filter(ContainerRequestContext request) {
        if (READING.contains(request.getMethod()) && DOCUMENT.equals(RealmPath.of(request.getUriInfo()))) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        }
    }
}
