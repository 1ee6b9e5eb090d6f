/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** All processes of a run, so that they end with it. */
public final class Processes implements AutoCloseable {

    private static final int SECONDS_TO_END = 15;

    private final Set<Process> running = new LinkedHashSet<>();
    private boolean ending;

    /**
     * Starts a process.
     *
     * @throws IllegalStateException if the run is about to end
     */
    public synchronized Process start(ProcessBuilder builder) {
        if (ending) {
            throw new IllegalStateException("The run is ending");
        }
        try {
            Process process = builder.start();
            running.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a command to its end.
     *
     * @return its output, including errors
     * @throws IllegalStateException if it fails; the message contains its output
     */
    public String run(List<String> command) {
        Process process = start(new ProcessBuilder(command).redirectErrorStream(true));
        try {
            String printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ":\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } finally {
            end(process);
        }
    }

    /** Ends a process and those that it started, and waits until they are gone. */
    public void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(Processes::await);
        synchronized (this) {
            running.remove(process);
        }
    }

    private static void await(ProcessHandle handle) {
        try {
            handle.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            handle.destroyForcibly();
        } catch (ExecutionException | TimeoutException e) {
            handle.destroyForcibly();
        }
    }

    /** Whether no more processes can be started. */
    public synchronized boolean isEnding() {
        return ending;
    }

    @Override
    public void close() {
        List<Process> left;
        synchronized (this) {
            ending = true;
            left = List.copyOf(running);
        }
        left.forEach(this::end);
    }
}
