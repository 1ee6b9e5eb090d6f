/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.endpoint;

import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.account.ClientRepresentation;
import org.keycloak.representations.account.ConsentRepresentation;
import org.keycloak.utils.KeycloakSessionUtil;

import org.smartpack.keycloak.allowance.ShownConsent;
import org.smartpack.keycloak.http.RealmPath;

/**
 * Puts the texts of SMART scopes into what Keycloak's account API says of a user's consents (SMART-SCOPE-66). Keycloak
 * has no provider for these. It finds the class by its annotation when the server is built.
 */
@Provider
public final class AccountConsentFilter implements ContainerResponseFilter {

    private static final String ACCOUNT = "account";
    private static final String APPLICATIONS = "applications";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof ConsentRepresentation consent) {
            describe(request.getUriInfo().getPathParameters().getFirst("clientId"), consent);
        } else if (response.getEntity() instanceof Stream<?> list && isApplications(request.getUriInfo())) {
            response.setEntity(list.peek(AccountConsentFilter::describe));
        }
    }

    /** With or without the version of the API between the two. */
    private static boolean isApplications(UriInfo uri) {
        List<String> path = RealmPath.of(uri);
        return !path.isEmpty()
                && path.get(0).equals(ACCOUNT)
                && path.get(path.size() - 1).equals(APPLICATIONS);
    }

    private static void describe(Object application) {
        if (application instanceof ClientRepresentation client && client.getConsent() != null) {
            describe(client.getClientId(), client.getConsent());
        }
    }

    private static void describe(String clientId, ConsentRepresentation consent) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        UserModel user = session == null ? null : session.getContext().getUser();
        if (user != null && clientId != null) {
            ShownConsent.describe(session, user, clientId, consent);
        }
    }
}
