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
import org.smartpack.keycloak.fhir.FhirServerMapper;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * Sets up the realm of a FHIR server after its mapper was saved. It works in transactions of its own, after that of the
 * request was committed: by then, everything that a realm file or a partial import brings is there, a failed request
 * has left nothing behind, and what fails here doesn't undo the save. The request waits for it.
 */
final class RealmSetup extends AbstractKeycloakTransaction {

    private static final Logger LOG = Logger.getLogger(RealmSetup.class);

    private static final String ENLISTED = RealmSetup.class.getName() + ":";
    private static final int ATTEMPTS = 6;
    private static final int PAUSE_MILLIS = 50;

    /** Each has a transaction of its own, so that one that can't be completed doesn't stop the others. */
    private static final List<Part> PARTS =
            List.of(new ServerRoles(), new SmartClientScopes(), new FhirUserAttribute());

    /** Isn't a matter of the switch: realm files of any governed realm must say that it is one. */
    private static final Part MARK = (session, realm, client) -> {
        FhirServers.mark(realm);
        return List.of();
    };

    private final KeycloakSessionFactory sessions;
    private final String realmId;
    private final String realmName;
    private final String clientId;
    private final Optional<AuthDetails> by;

    private RealmSetup(Approved approved) {
        this.sessions = approved.session().getKeycloakSessionFactory();
        this.realmId = approved.realm().getId();
        this.realmName = approved.realm().getName();
        this.clientId = approved.client().getId();
        this.by = approved.by();
    }

    /** Sets the realm up once the request has succeeded. */
    static void afterCommit(Approved approved) {
        KeycloakSession session = approved.session();
        String key = ENLISTED + approved.client().getId();
        if (session.getAttribute(key) == null) {
            session.setAttribute(key, true);
            session.getTransactionManager().enlistAfterCompletion(new RealmSetup(approved));
        }
    }

    @Override
    protected void commitImpl() {
        run(MARK);
        PARTS.forEach(this::run);
    }

    @Override
    protected void rollbackImpl() {
        // Nothing was saved.
    }

    private void run(Part part) {
        List<Created> created = new ArrayList<>();
        try {
            Retry.executeWithBackoff(
                    attempt -> KeycloakModelUtils.runJobInTransaction(sessions, session -> {
                        created.clear();
                        created.addAll(complete(session, part));
                    }),
                    (attempt, failure) -> LOG.debugf("Realm %s: set up again, because of %s", realmName, failure),
                    ATTEMPTS,
                    PAUSE_MILLIS);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Realm %s: not everything was set up. Save the mapper \"FHIR server\" again.", realmName);
            return;
        }
        if (!created.isEmpty()) {
            LOG.infof(
                    "Realm %s: saving the mapper \"FHIR server\" created %s",
                    realmName, created.stream().map(Created::name).collect(Collectors.joining(", ")));
        }
    }

    private List<Created> complete(KeycloakSession session, Part part) {
        RealmModel realm = session.realms().getRealm(realmId);
        ClientModel client = realm == null ? null : realm.getClientById(clientId);
        if (client == null) {
            return List.of();
        }
        Optional<Map<String, String>> config = Approvals.of(realm).of(client, FhirServerMapper.PROVIDER_ID);
        boolean isWanted = config.isPresent()
                && (part == MARK || !"false".equals(config.get().get(FhirServerMapper.SETUP)));
        if (!isWanted) {
            return List.of();
        }
        session.getContext().setRealm(realm);
        List<Created> created = part.complete(session, realm, client);
        SetupEvents events = new SetupEvents(session, realm, "FHIR server of client " + client.getClientId());
        by.ifPresent(administrator -> created.forEach(one -> events.write(administrator, one)));
        return created;
    }
}
