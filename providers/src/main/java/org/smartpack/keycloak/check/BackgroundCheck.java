/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

import org.smartpack.keycloak.approval.ApprovalProvider;

/**
 * Checks realms in the background, and logs one warning for each realm with errors: realms with an approved mapper when
 * the server has started, others after they were imported. One thread does it, and it is bounded in time and number, so
 * a server with many realms starts as fast as ever.
 */
final class BackgroundCheck implements ProviderEventListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundCheck.class);

    private static final long MOST_TIME = Duration.ofMinutes(1).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 100;
    private static final String ENLISTED = BackgroundCheck.class.getName() + ":";

    private final CheckRunner runner;
    /** The realms that wait for a check after an import, each with the newest import. */
    private final Map<String, Object> imported = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
                Thread created = new Thread(task, "smart-realm-check");
                created.setDaemon(true);
                return created;
            },
            // A check is a service, not a duty.
            new ThreadPoolExecutor.DiscardPolicy());

    BackgroundCheck(CheckRunner runner) {
        this.runner = runner;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            thread.execute(() -> checkApproved(started.getFactory()));
        } else if (event instanceof RealmModel.RealmPostCreateEvent created) {
            checkAfter(created.getKeycloakSession(), created.getCreatedRealm().getId());
        }
    }

    /** Checks a realm once, however often this is called, as soon as the session's changes are committed. */
    void checkAfter(KeycloakSession session, String realm) {
        if (session.getAttribute(ENLISTED + realm) != null) {
            return;
        }
        session.setAttribute(ENLISTED + realm, true);
        KeycloakSessionFactory server = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                Object newest = new Object();
                imported.put(realm, newest);
                // Saving the mapper "FHIR server" creates what is missing, after the commit too.
                CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, thread)
                        .execute(() -> checkImported(server, realm, newest));
            }

            @Override
            protected void rollbackImpl() {
                // There is nothing new to check.
            }
        });
    }

    private void checkApproved(KeycloakSessionFactory server) {
        long start = System.nanoTime();
        List<String> realms = KeycloakModelUtils.runJobInTransactionWithResult(server, session -> session.realms()
                .getRealmsWithProviderTypeStream(ApprovalProvider.class)
                .map(RealmModel::getId)
                .filter(realm -> !imported.containsKey(realm))
                .toList());
        for (String realm : realms) {
            if (System.nanoTime() - start > MOST_TIME || thread.isShutdown()) {
                LOG.infof("The realm check at start-up left out some of %d realms", realms.size());
                return;
            }
            runner.inTurn(PATIENCE, () -> check(server, realm));
        }
    }

    /** Of several imports into a realm, the check after the last one is enough. */
    private void checkImported(KeycloakSessionFactory server, String realm, Object newest) {
        runner.inTurn(PATIENCE, () -> imported.remove(realm, newest) && check(server, realm));
        imported.remove(realm, newest);
    }

    private boolean check(KeycloakSessionFactory server, String realmId) {
        try {
            KeycloakModelUtils.runJobInTransaction(server, session -> check(session, realmId));
            return true;
        } catch (RuntimeException e) {
            LOG.debugf(e, "Realm %s couldn't be checked", realmId);
            return false;
        }
    }

    private void check(KeycloakSession session, String realmId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        CheckReport report = runner.check(session, Viewer.LOG);
        if (report.isWorthALine()) {
            LOG.warn(report.line());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
