/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * Checks realms in the background, and logs one warning for each realm with errors: governed realms and others with an
 * approved mapper when the server has started, all after they were imported. One thread does it, and it is bounded in
 * time and number, and begins some seconds after the start, so a server with many realms starts as fast as ever. The
 * log names the realms that were left out.
 */
final class BackgroundCheck implements ProviderEventListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundCheck.class);

    /** Keycloak goes on starting for some seconds after the event. */
    private static final Duration AFTER_START = Duration.ofSeconds(10);

    private static final long MOST_TIME = Duration.ofMinutes(1).toNanos();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 100;
    private static final int MOST_NAMES = 20;
    private static final String ENLISTED = BackgroundCheck.class.getName() + ":";

    private final CheckRunner runner;
    /** The realms that wait for a check after an import, each with the newest import. */
    private final Map<String, Object> imported = new ConcurrentHashMap<>();

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread created = new Thread(task, "smart-realm-check");
                created.setDaemon(true);
                return created;
            });

    BackgroundCheck(CheckRunner runner) {
        this.runner = runner;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            later(
                    AFTER_START,
                    () -> checkAtStart(started.getFactory()),
                    () -> LOG.info("The realm check at start-up was left out, because too many realms were imported"));
        } else if (event instanceof RealmModel.RealmPostCreateEvent created) {
            checkAfter(created.getKeycloakSession(), created.getCreatedRealm());
        }
    }

    /** Checks a realm once, however often this is called, as soon as the session's changes are committed. */
    void checkAfter(KeycloakSession session, RealmModel imported) {
        Target realm = Target.of(imported);
        if (session.getAttribute(ENLISTED + realm.id()) != null) {
            return;
        }
        session.setAttribute(ENLISTED + realm.id(), true);
        KeycloakSessionFactory server = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                checkImported(server, realm);
            }

            @Override
            protected void rollbackImpl() {
                // There is nothing new to check.
            }
        });
    }

    private void checkAtStart(KeycloakSessionFactory server) {
        long end = System.nanoTime() + MOST_TIME;
        List<Target> approved =
                find(server, session -> session.realms().getRealmsWithProviderTypeStream(ApprovalProvider.class));
        checkAll(server, approved, end);
        // Keycloak can't look for an attribute, so this reads every realm, as long as there is time.
        List<Target> marked = find(server, session -> session.realms()
                .getRealmsStream()
                .takeWhile(realm -> isTimeLeft(end))
                .filter(FhirServers::isMarked));
        checkAll(
                server,
                marked.stream().filter(realm -> !approved.contains(realm)).toList(),
                end);
        if (!isTimeLeft(end) && !thread.isShutdown()) {
            LOG.info("The realm check at start-up ran out of time, so realms without approvals may be left out");
        }
    }

    private List<Target> find(KeycloakSessionFactory server, Function<KeycloakSession, Stream<RealmModel>> realms) {
        return KeycloakModelUtils.runJobInTransactionWithResult(server, session -> {
            try (Stream<RealmModel> found = realms.apply(session)) {
                return found.map(Target::of)
                        .filter(realm -> !imported.containsKey(realm.id()))
                        .toList();
            }
        });
    }

    private void checkAll(KeycloakSessionFactory server, List<Target> realms, long end) {
        List<Target> leftOut = new ArrayList<>();
        for (Target realm : realms) {
            boolean isChecked = isTimeLeft(end)
                    && runner.inBackground(PATIENCE, () -> check(server, realm.id()))
                            .isPresent();
            if (!isChecked) {
                leftOut.add(realm);
            }
        }
        leaveOut(leftOut);
    }

    private boolean isTimeLeft(long end) {
        return System.nanoTime() - end < 0 && !thread.isShutdown();
    }

    private void checkImported(KeycloakSessionFactory server, Target realm) {
        Object newest = new Object();
        imported.put(realm.id(), newest);
        // Saving the mapper "FHIR server" creates what is missing, after the commit too.
        later(Duration.ofSeconds(1), () -> checkImported(server, realm, newest), () -> forget(realm, newest));
    }

    /** Of several imports into a realm, the check after the last one is enough. */
    private void checkImported(KeycloakSessionFactory server, Target realm, Object newest) {
        runner.inBackground(PATIENCE, () -> imported.remove(realm.id(), newest) && check(server, realm.id()));
        forget(realm, newest);
    }

    /** Does nothing if the realm was checked, or waits for the check after another import. */
    private void forget(Target realm, Object newest) {
        if (imported.remove(realm.id(), newest)) {
            leaveOut(List.of(realm));
        }
    }

    private void later(Duration delay, Runnable check, Runnable otherwise) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, task -> start(task, otherwise))
                .execute(check);
    }

    /** A check is a service, not a duty: what the queue has no room for must not fail the server. */
    private void start(Runnable check, Runnable otherwise) {
        try {
            thread.execute(check);
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                otherwise.run();
            }
        }
    }

    private void leaveOut(List<Target> realms) {
        if (!realms.isEmpty() && !thread.isShutdown()) {
            LOG.infof(
                    "The realm check had no time for %d realm(s): %s%s. See: kcadm.sh get smart-check -r <realm>",
                    realms.size(),
                    realms.stream().limit(MOST_NAMES).map(Target::name).collect(Collectors.joining(", ")),
                    realms.size() > MOST_NAMES ? ", ..." : "");
        }
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

    private record Target(String id, String name) {

        static Target of(RealmModel realm) {
            return new Target(realm.getId(), realm.getName());
        }
    }
}
