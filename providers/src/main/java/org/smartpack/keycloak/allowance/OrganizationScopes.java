/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.organization.protocol.mappers.oidc.OrganizationScope;
import org.keycloak.organization.utils.Organizations;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.rar.AuthorizationDetails;
import org.keycloak.rar.AuthorizationRequestSource;
import org.keycloak.representations.AuthorizationDetailsJSONRepresentation;

/**
 * Keeps {@code organization:<alias>} and {@code organization:*} working. With the feature {@code parameterized-scopes}
 * on, Keycloak 26.7.3 takes the scope for one with a parameter and loses it (keycloak#51437). Without the feature
 * Keycloak finds it through {@link TokenManager#getRequestedClientScopes}, which is called here.
 */
final class OrganizationScopes {

    private final KeycloakSession session;

    OrganizationScopes(KeycloakSession session) {
        this.session = session;
    }

    /** Keycloak's entries, and entries for the requested organization scopes that it missed. */
    List<AuthorizationDetails> completed(
            List<AuthorizationDetails> entries, ClientModel client, UserModel user, List<String> asked) {
        // The provider of organizations is asked last, because Keycloak opens the database for it.
        if (asked.stream().noneMatch(OrganizationScopes::takesParameter)
                || !Profile.isFeatureEnabled(Profile.Feature.ORGANIZATION)
                || !Organizations.isEnabled(session)) {
            return entries;
        }
        Set<String> found = new HashSet<>();
        entries.forEach(entry -> found.add(entry.getAuthorizationDetails().getScopeNameFromCustomData()));
        List<AuthorizationDetails> completed = new ArrayList<>(entries);
        for (String scope : asked) {
            if (!found.contains(scope) && isOrganizationScope(scope)) {
                TokenManager.getRequestedClientScopes(session, scope, client, user)
                        .filter(candidate -> scope.equals(candidate.getName()))
                        .findFirst()
                        .map(candidate -> details(candidate, scope))
                        .ifPresent(completed::add);
            }
        }
        return completed;
    }

    private boolean isOrganizationScope(String scope) {
        return takesParameter(scope) && OrganizationScope.valueOfScope(session, scope) != null;
    }

    private static boolean takesParameter(String scope) {
        return scope.contains(ClientScopeModel.VALUE_SEPARATOR);
    }

    private static AuthorizationDetails details(ClientScopeModel scope, String name) {
        AuthorizationDetailsJSONRepresentation json = new AuthorizationDetailsJSONRepresentation();
        json.setCustomData("access", List.of(name));
        json.setType(AuthorizationDetailsJSONRepresentation.STATIC_SCOPE_RAR_TYPE);
        return new AuthorizationDetails(scope, AuthorizationRequestSource.SCOPE, json);
    }
}
