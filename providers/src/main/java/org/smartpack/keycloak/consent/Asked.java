/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * Something that the app gets if its user agrees.
 *
 * @param name the scope as it is written in tokens; empty for what Keycloak asks about the client itself
 * @param model the client scope that Keycloak grants, under which it records consent
 * @param parameter what Keycloak records beside the client scope; {@code null} for nothing
 * @param kind what the user can do about it
 */
record Asked(String name, ClientScopeModel model, String parameter, Kind kind) {

    /** What the user can do about a scope. */
    enum Kind {
        /** Leave it out. */
        OPEN,
        /** Nothing: it is the launch context, which goes with the records of the app. */
        CONTEXT,
        /** Nothing: the administrator gives it to every app, or to this one. */
        FIXED,
        /** Nothing, and it isn't shown: the administrator doesn't want users to be asked for it here. */
        HIDDEN
    }

    /**
     * @param isDefault whether Keycloak grants the client scope whatever the app asks for
     */
    static Asked of(AuthorizationDetails entry, boolean isDefault) {
        ClientScopeModel model = entry.getClientScope();
        String name = entry.getAuthorizationDetails() == null
                ? ""
                : entry.getAuthorizationDetails().getScopeNameFromCustomData();
        return new Asked(name, model, parameter(entry), kind(name, model, isDefault));
    }

    private static String parameter(AuthorizationDetails entry) {
        return entry.getAuthorizationDetails() == null ? null : entry.getParameterizedScopeParam();
    }

    private static Kind kind(String name, ClientScopeModel model, boolean isDefault) {
        if (!model.isDisplayOnConsentScreen() || model.isAlwaysConsent()) {
            return Kind.HIDDEN;
        }
        Scope scope = Scope.parse(name);
        if (scope instanceof LaunchScope) {
            return Kind.CONTEXT;
        }
        return name.isEmpty() || isDefault && !isRight(scope) ? Kind.FIXED : Kind.OPEN;
    }

    /** What is granted only to apps that ask for it is still the user's to refuse where it is a default scope. */
    private static boolean isRight(Scope scope) {
        return scope instanceof ResourceScope
                || PlainScope.isSmart(scope.spelling())
                || scope.spelling().equals(OAuth2Constants.OFFLINE_ACCESS);
    }

    /** The scope for health records that this is; empty for any other. */
    Optional<ResourceScope> records() {
        return Scope.parse(name) instanceof ResourceScope resource ? Optional.of(resource) : Optional.empty();
    }

    /** Whether Keycloak would ask the user for it, who has consented to this so far. */
    boolean isMissingFrom(UserConsentModel consent) {
        return kind != Kind.HIDDEN && !consent.isClientScopeGranted(model, parameter);
    }
}
