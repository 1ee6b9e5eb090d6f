/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running Keycloak. Closing it ends it. */
public final class RunningKeycloak implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    /** The resolution of {@link #untilReady}. Keycloak logs each check that comes too early. */
    private static final int POLL_MILLIS = 50;

    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");
    private static final Pattern COMPILED = Pattern.compile("(?m)^java\\.ci\\.totalTime=(\\d+)$");
    private static final Pattern FREQUENCY = Pattern.compile("(?m)^sun\\.os\\.hrt\\.frequency=(\\d+)$");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final Processes processes;
    private final KeycloakInstallation installation;
    private final Process process;
    private final Path log;
    private final Duration untilReady;

    /** Starts it and waits until it is ready. */
    public RunningKeycloak(Processes processes, KeycloakInstallation installation) {
        this.processes = processes;
        this.installation = installation;
        this.log = installation.home().resolve("server.log");
        Instant begin = Instant.now();
        this.process = processes.start(installation.startCommand(log));
        awaitReady(begin);
        this.untilReady = Duration.between(begin, Instant.now());
    }

    private void awaitReady(Instant begin) {
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest ready = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + installation.managementPort() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            while (Instant.now().isBefore(begin.plus(START_LIMIT))) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("Keycloak ended:\n" + KeycloakInstallation.tail(log));
                }
                try {
                    if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not listening yet.
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak started", e);
        }
        throw new IllegalStateException("Keycloak isn't ready:\n" + KeycloakInstallation.tail(log));
    }

    public Kind kind() {
        return installation.kind();
    }

    /** The address, without a slash at the end. */
    public String url() {
        return installation.url();
    }

    /** The time from the start of the process until it was ready. */
    public Duration untilReady() {
        return untilReady;
    }

    /** The seconds that Keycloak itself logged for its start. */
    public double loggedStart() {
        try {
            Matcher matcher = STARTED.matcher(Files.readString(log));
            if (matcher.find()) {
                return Double.parseDouble(matcher.group(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("Keycloak didn't log how long its start took");
    }

    /** The processor time of the server so far, on all threads, including compiler and collector. */
    public Duration processorTime() {
        return virtualMachine()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("This system doesn't tell a process's time"));
    }

    /** How long the server's compilers have worked so far. */
    public Duration compilationTime() {
        String counters = jcmd("PerfCounter.print");
        return Duration.ofNanos((long) (1e9 * number(COMPILED, counters) / number(FREQUENCY, counters)));
    }

    private static long number(Pattern name, String text) {
        Matcher found = name.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("The virtual machine doesn't tell " + name);
        }
        return Long.parseLong(found.group(1));
    }

    /** Collects all garbage, and returns the bytes of the remaining objects. */
    public long liveBytes() {
        return number(LIVE, jcmd("GC.class_histogram"));
    }

    /** On some systems {@code kc.sh} keeps running, and the virtual machine is its child. */
    private ProcessHandle virtualMachine() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Keycloak ended:\n" + KeycloakInstallation.tail(log)));
    }

    /** Sends a command to the virtual machine, and returns its output. */
    String jcmd(String... command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        List<String> all = new java.util.ArrayList<>(
                List.of(jcmd, String.valueOf(virtualMachine().pid())));
        all.addAll(List.of(command));
        return processes.run(all);
    }

    @Override
    public void close() {
        processes.end(process);
    }
}
