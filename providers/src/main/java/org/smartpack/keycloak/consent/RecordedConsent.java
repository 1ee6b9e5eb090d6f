/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;
import java.util.Optional;

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
        TakenConsent gone = TakenConsent.of(refused, agreed);
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

    private static void copy(UserConsentModel from, ClientScopeModel scope, TakenConsent gone, UserConsentModel into) {
        if (ClientScopeModel.isParameterizedScope(scope)) {
            from.getParameters(scope).stream()
                    .filter(parameter -> !gone.has(scope, parameter))
                    .forEach(parameter -> into.addGrantedClientScope(scope, parameter));
        } else if (!gone.has(scope, null)) {
            into.addGrantedClientScope(scope);
        }
    }
}
