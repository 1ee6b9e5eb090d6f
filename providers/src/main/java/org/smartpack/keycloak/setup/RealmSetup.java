/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;
import org.keycloak.common.util.Retry;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.Approved;

/**
 * Completes what a mapper needs after it was saved. It works in transactions of its own, after that of the request was
 * committed: by then, everything that a realm file or a partial import brings is there, a failed request has left
 * nothing behind, and what fails here doesn't undo the save. The request waits for it.
 */
final class RealmSetup extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(RealmSetup.class);

    private static final String ENLISTED = RealmSetup.class.getName() + ":";
    private static final int ATTEMPTS = 6;
    private static final int PAUSE_MILLIS = 50;

    private final KeycloakSessionFactory sessions;
    private final String realmId;
    private final String realmName;
    private final String clientId;
    private final boolean isAdded;
    private final Optional<AuthDetails> by;
    private final MapperSetup setup;

    RealmSetup(Approved approved, MapperSetup setup) {
        this.sessions = approved.session().getKeycloakSessionFactory();
        this.realmId = approved.realm().getId();
        this.realmName = approved.realm().getName();
        this.clientId = approved.client().getId();
        this.isAdded = approved.isAdded();
        this.by = approved.by();
        this.setup = setup;
    }

    /** Completes everything once the request has succeeded. */
    static void afterCommit(Approved approved, MapperSetup setup) {
        KeycloakSession session = approved.session();
        String key = ENLISTED + setup.mapper() + ":" + approved.client().getId();
        if (session.getAttribute(key) == null) {
            session.setAttribute(key, true);
            session.getTransactionManager().enlistAfterCompletion(new RealmSetup(approved, setup));
        }
    }

    @Override
    protected void commitImpl() {
        setup.parts().forEach(this::run);
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was saved.
    }

    private void run(Part part) {
        List<Change> changes = new ArrayList<>();
        try {
            Retry.executeWithBackoff(
                    attempt -> KeycloakModelUtils.runJobInTransaction(sessions, session -> {
                        changes.clear();
                        changes.addAll(complete(session, part));
                    }),
                    (attempt, failure) -> LOG.debugf("Realm %s: set up again, because of %s", realmName, failure),
                    ATTEMPTS,
                    PAUSE_MILLIS);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "Realm %s: not everything was set up. Save the mapper \"%s\" again.", realmName, setup.title());
            return;
        }
        if (!changes.isEmpty()) {
            LOG.infof(
                    "Realm %s: saving the mapper \"%s\" %s %s",
                    realmName,
                    setup.title(),
                    setup.verb(),
                    changes.stream().map(Change::name).collect(Collectors.joining(", ")));
        }
    }

    /** Completes one part in the transaction of a session that has no caller. */
    List<Change> complete(KeycloakSession session, Part part) {
        RealmModel realm = session.realms().getRealm(realmId);
        ClientModel client = realm == null ? null : realm.getClientById(clientId);
        if (client == null) {
            // Deleted meanwhile.
            return List.of();
        }
        Optional<Map<String, String>> config = Approvals.of(realm).of(client, setup.mapper());
        if (config.isEmpty() || !setup.isWanted(part, config.get())) {
            return List.of();
        }
        session.getContext().setRealm(realm);
        List<Change> changes = part.complete(new SavedMapper(session, realm, client, isAdded));
        SetupEvents events = new SetupEvents(session, realm, setup, client.getClientId());
        by.ifPresent(administrator -> changes.forEach(one -> events.write(administrator, one)));
        return changes;
    }
}
