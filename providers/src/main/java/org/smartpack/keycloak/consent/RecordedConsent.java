/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;
import java.util.Optional;

import org.keycloak.cluster.ClusterProvider;
import org.keycloak.cluster.ExecutionResult;
import org.keycloak.common.util.Retry;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.light.LightweightUserAdapter;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.managers.UserConsentManager;
import org.keycloak.storage.StorageId;

/**
 * What a user has consented to for a client, as Keycloak keeps it: client scopes and, for each allowance, the exact
 * scopes. Users see it in their account, and can revoke it there.
 */
record RecordedConsent(KeycloakSession session, RealmModel realm, ClientModel client, UserModel user) {

    private static final String TASK = "smart-first-consent:";
    private static final int MOST_SECONDS = 10;
    private static final int ATTEMPTS = 50;
    private static final int PAUSE_MILLIS = 100;

    /** What is recorded. */
    Optional<UserConsentModel> read() {
        return Optional.ofNullable(UserConsentManager.getConsentByClient(session, realm, user, client.getId()));
    }

    /**
     * Records what the user has agreed to now and takes away what the user hasn't. What was consented to at another
     * time, and not asked for now, stays.
     */
    void replace(List<Asked> refused, List<Asked> agreed) {
        Optional<UserConsentModel> before = read();
        if (before.isPresent() || LightweightUserAdapter.isLightweightUser(user)) {
            write(before, refused, agreed);
        } else if (!agreed.isEmpty()) {
            begin(refused, agreed);
        }
    }

    private void write(Optional<UserConsentModel> before, List<Asked> refused, List<Asked> agreed) {
        TakenConsent gone = TakenConsent.of(refused, agreed);
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

    /**
     * Records the first consent in a transaction of its own, one request at a time. Keycloak needs exactly one record:
     * if two tabs add it at the same instant, some databases fail one of the requests, and others keep both records,
     * with which Keycloak refuses this user's every later login to the app.
     */
    private void begin(List<Asked> refused, List<Asked> agreed) {
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        String task = TASK + user.getId() + ":" + client.getId();
        // Only waiting for a turn is repeated. What fails in it would fail again.
        Optional<RuntimeException> failure = Retry.call(
                attempt -> {
                    ExecutionResult<Optional<RuntimeException>> turn =
                            cluster.executeIfNotExecuted(task, MOST_SECONDS, () -> writeApart(refused, agreed));
                    if (!turn.isExecuted()) {
                        throw new IllegalStateException("The first consent is still being recorded elsewhere");
                    }
                    return turn.getResult();
                },
                ATTEMPTS,
                PAUSE_MILLIS);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Answers why it failed. */
    private Optional<RuntimeException> writeApart(List<Asked> refused, List<Asked> agreed) {
        try {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), apart -> {
                RealmModel same = apart.realms().getRealm(realm.getId());
                apart.getContext().setRealm(same);
                new RecordedConsent(apart, same, same.getClientById(client.getId()), user)
                        .write(Optional.ofNullable(stored(apart, same)), refused, agreed);
            });
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /** From Keycloak's own store without its cache, which learns late of what another node has changed. */
    private UserConsentModel stored(KeycloakSession apart, RealmModel same) {
        UserProvider users =
                StorageId.isLocalStorage(user.getId()) ? apart.getProvider(UserProvider.class) : apart.users();
        return users.getConsentByClient(same, user.getId(), client.getId());
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
