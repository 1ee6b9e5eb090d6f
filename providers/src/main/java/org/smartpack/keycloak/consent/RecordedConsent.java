/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.UserConsentManager;

/**
 * What a user has consented to for a client, as Keycloak keeps it: client scopes and, for each allowance, the exact
 * scopes. Users see it in their account, and can revoke it there.
 */
record RecordedConsent(KeycloakSession session, RealmModel realm, ClientModel client, UserModel user) {

    /** What is recorded. */
    Optional<UserConsentModel> read() {
        return Optional.ofNullable(UserConsentManager.getConsentByClient(session, realm, user, client.getId()));
    }

    /**
     * Records what the user has agreed to now and takes away what the user hasn't. What was consented to at another
     * time, and not asked for now, stays.
     */
    void replace(List<Asked> refused, List<Asked> agreed) {
        Set<String> gone = refused.stream()
                .map(asked -> key(asked.model(), asked.parameter()))
                .collect(Collectors.toSet());
        Optional<UserConsentModel> before = read();
        UserConsentModel consent = new UserConsentModel(client);
        before.ifPresent(
                recorded -> recorded.getGrantedClientScopes().forEach(scope -> copy(recorded, scope, gone, consent)));
        agreed.stream()
                .filter(asked -> asked.isMissingFrom(consent))
                .forEach(asked -> consent.addGrantedClientScope(asked.model(), asked.parameter()));
        if (consent.getGrantedClientScopes().isEmpty()) {
            before.ifPresent(
                    recorded -> UserConsentManager.revokeConsentForClient(session, realm, user, client.getId()));
        } else if (before.isEmpty()) {
            UserConsentManager.addConsent(session, realm, user, consent);
        } else {
            UserConsentManager.updateConsent(session, realm, user, consent);
        }
    }

    private static void copy(UserConsentModel from, ClientScopeModel scope, Set<String> gone, UserConsentModel into) {
        if (ClientScopeModel.isParameterizedScope(scope)) {
            from.getParameters(scope).stream()
                    .filter(parameter -> !gone.contains(key(scope, parameter)))
                    .forEach(parameter -> into.addGrantedClientScope(scope, parameter));
        } else if (!gone.contains(key(scope, null))) {
            into.addGrantedClientScope(scope);
        }
    }

    private static String key(ClientScopeModel scope, String parameter) {
        return scope.getId() + (parameter == null ? "" : " " + parameter);
    }
}
