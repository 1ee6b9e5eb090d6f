/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/**
 * Why a scope makes a request fail. The app is told about the scope that it sent. What the realm has, and what would
 * have to be assigned, is for the administrator, and stands in the event only.
 *
 * @param allowances everything that is assigned to the client, whether this request may use it or not
 */
record RefusedScope(KeycloakSession session, ClientModel client, KnownAllowances known, List<Allowance> allowances) {

    /** Keeps the work small for realms that list scopes by the thousand. */
    private static final int MOST_CLIENT_SCOPES = 1000;

    /** The refusal of a request because of a scope that the client doesn't get. */
    Refusal of(Scope scope) {
        String named = ScopeDescription.of(scope);
        if (scope instanceof MalformedScope) {
            return Refusal.because(OAuthError.INVALID_SCOPE, named);
        }
        String description = named + " is outside the scopes registered for this client";
        return Refusal.of(OAuthError.INVALID_SCOPE, description, description + ": " + why(scope) + missing(scope));
    }

    private String missing(Scope scope) {
        return scope instanceof ResourceScope resource && resource.level() == Level.SYSTEM
                ? AllowanceSource.missingMapper(session, client)
                        .map(mapper -> "; the client lacks the mapper " + mapper)
                        .orElse("")
                : "";
    }

    private String why(Scope scope) {
        try {
            return why(scope, Work.limited());
        } catch (Work.TooMuch tooMuch) {
            return "there are too many client scopes to find out why";
        }
    }

    private String why(Scope scope, Work work) {
        if (scope instanceof ResourceScope resource) {
            return closed(resource, work)
                    .map(name -> name + " is assigned, but not for this user or grant type (roles, level)")
                    .or(() -> unassigned(resource, work)
                            .map(name -> "the client scope " + name + " would allow it, but is not assigned"))
                    .orElse("no client scope of the realm would allow it");
        }
        return clientScopes().anyMatch(one -> one.getName().equals(scope.spelling()))
                ? "the client scope exists, but is not assigned"
                : "the realm has no client scope of this name";
    }

    /** An allowance of the client that would be good for it, if it could be used now. */
    private Optional<String> closed(ResourceScope scope, Work work) {
        return allowances.stream()
                .filter(allowance -> overlap(allowance.scope(), scope, work))
                .findFirst()
                .map(allowance -> ScopeDescription.nameOf(allowance.model().getName()));
    }

    private Optional<String> unassigned(ResourceScope scope, Work work) {
        return clientScopes()
                .map(ClientScopeModel::getName)
                .filter(name -> known.allowance(name)
                        .filter(allowance -> overlap(allowance, scope, work))
                        .isPresent())
                .findFirst()
                .map(ScopeDescription::nameOf);
    }

    private static boolean overlap(ResourceScope allowance, ResourceScope scope, Work work) {
        return !ScopeSet.of(allowance).overlapping(scope, work).isEmpty();
    }

    private Stream<ClientScopeModel> clientScopes() {
        return client.getRealm().getClientScopesStream().limit(MOST_CLIENT_SCOPES);
    }
}
