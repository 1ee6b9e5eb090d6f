/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

/**
 * The queue of resources that wait to be sent to FHIR servers. The number of letters per FHIR server is limited, and
 * further ones are dropped. The number of threads per FHIR server is limited too, so that one that hangs doesn't delay
 * other servers' letters. The queue is in memory: at shutdown it gets a moment to empty, and what is left is lost.
 */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int THREADS = 32;
    private static final int THREADS_PER_SERVER = 4;
    private static final int MAX_SERVERS = 10_000;
    private static final long WARN_MILLIS = 60_000;
    private static final long LAST_SECONDS = 2;

    private final int perServer;
    private final LongSupplier clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    /**
     * @param perServer the most letters that wait for one FHIR server
     * @param clock in milliseconds
     */
    Outbox(int perServer, LongSupplier clock) {
        this.perServer = perServer;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), runnable -> {
            Thread thread = new Thread(runnable, "smart-fhir-outbox");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param send sends it, and returns what went wrong, if anything did */
    private record Letter(Supplier<Optional<String>> send, long written) {}

    /** The letters for one FHIR server; guarded by its own lock. */
    private static final class Lane {
        private final String server;
        private final Deque<Letter> letters = new ArrayDeque<>();
        private int working;
        private long problems;
        private long nextWarning;

        Lane(String server) {
            this.server = server;
        }
    }

    /**
     * Queues a letter. Never blocks and never throws.
     *
     * @param server identifies the FHIR server
     * @param send called on another thread, unless the letter is older than its token may be
     */
    void add(String server, Supplier<Optional<String>> send) {
        if (lanes.size() > MAX_SERVERS) {
            lanes.clear();
        }
        Lane lane = lanes.computeIfAbsent(server, Lane::new);
        synchronized (lane) {
            if (lane.letters.size() >= perServer) {
                warn(lane, "too many are waiting");
                return;
            }
            lane.letters.add(new Letter(send, clock.getAsLong()));
            if (lane.working < THREADS_PER_SERVER) {
                startWork(lane);
            }
        }
    }

    /** Whether another letter for this FHIR server would be accepted now, so that writing it is worthwhile. */
    boolean hasRoom(String server) {
        Lane lane = lanes.get(server);
        if (lane == null) {
            return true;
        }
        synchronized (lane) {
            return lane.letters.size() < perServer;
        }
    }

    private void startWork(Lane lane) {
        try {
            lane.working++;
            threads.execute(() -> work(lane));
        } catch (RejectedExecutionException e) {
            lane.working--;
            if (lane.working == 0) {
                lane.letters.clear();
                warn(lane, "no thread is free");
            }
        }
    }

    private void work(Lane lane) {
        while (true) {
            Letter letter;
            synchronized (lane) {
                letter = lane.letters.poll();
                if (letter == null) {
                    lane.working--;
                    return;
                }
            }
            Optional<String> problem = Optional.empty();
            boolean isOver = false;
            try {
                problem = send(letter);
                isOver = true;
            } finally {
                if (!isOver) {
                    // The thread ends with an error, but its slot must be released.
                    synchronized (lane) {
                        lane.working--;
                    }
                }
            }
            if (problem.isPresent()) {
                synchronized (lane) {
                    warn(lane, problem.get());
                }
            }
        }
    }

    private Optional<String> send(Letter letter) {
        if (clock.getAsLong() - letter.written() >= TimeUnit.SECONDS.toMillis(OwnToken.LIFE)) {
            return Optional.of("it waited too long");
        }
        try {
            return letter.send().get();
        } catch (RuntimeException e) {
            return Optional.of(e.getClass().getSimpleName());
        }
    }

    /** Logs only now and then, so that a server that is down for a day doesn't fill the log. */
    private void warn(Lane lane, String problem) {
        lane.problems++;
        long now = clock.getAsLong();
        if (now >= lane.nextWarning) {
            LOG.warnf(
                    "%d resources for the FHIR server %s were not created since the last such message; the latest: %s",
                    lane.problems, lane.server, problem);
            lane.problems = 0;
            lane.nextWarning = now + WARN_MILLIS;
        }
    }

    /** Gives letters that are being sent or waiting a moment to finish. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
