/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.benchmarks.server.Processes;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/** Makes load with the load generator wrk. */
public final class Wrk {

    /** The number of connections. On each, a request is sent when the one before has been answered. */
    public static final int CONNECTIONS = 4;

    private static final String COMMAND = "wrk";

    private final Processes processes;
    private final Path folder;

    /** @param folder the folder for what scripts read and write */
    public Wrk(Processes processes, Path folder) {
        this.processes = processes;
        this.folder = folder;
    }

    /** More requests were needed than there were that can be sent only once. */
    public static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("There were too few requests that can be sent once", null, false, false);
        }
    }

    /** A line that says what to do if wrk is missing. */
    public static Optional<String> problem() {
        boolean found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, COMMAND)));
        return found
                ? Optional.empty()
                : Optional.of("The load generator wrk is missing. Install it: apt-get install wrk (Debian, Ubuntu)");
    }

    /**
     * The result of a measurement.
     *
     * @param processorTime the server's processor time while wrk ran, on all threads
     */
    public record Result(WrkOutput output, Duration processorTime) {}

    /**
     * Measures.
     *
     * @param most the maximum number of operations
     * @throws IllegalStateException if anything went wrong; the message contains the response
     * @throws Exhausted if {@code most} was too small
     */
    public Result run(RunningKeycloak server, Workload workload, int seconds, int most) {
        try {
            return measure(server, workload, seconds, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result measure(RunningKeycloak server, Workload workload, int seconds, int most) throws IOException {
        empty();
        Script script = workload.prepare(folder, most);
        Path file = folder.resolve(script.name());
        Files.writeString(file, resource("common.lua") + resource(script.name()));
        List<String> command = new ArrayList<>(List.of(
                COMMAND,
                "-t" + script.threads(),
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "--timeout",
                "30s",
                "-s",
                file.toString(),
                "--",
                server.url(),
                folder.toString(),
                String.valueOf(script.threads())));
        command.addAll(script.arguments());
        Duration before = server.processorTime();
        WrkOutput output = WrkOutput.parse(processes.run(command));
        Duration spent = server.processorTime().minus(before);
        if (output.exhausted() > 0) {
            throw new Exhausted();
        }
        if (output.hasErrors()) {
            throw new IllegalStateException("Load failed: " + output + "\n" + left("bad"));
        }
        if (output.operations() > 0) {
            workload.check(new ObjectMapper().readTree(left("first")));
        }
        return new Result(output, spent);
    }

    private void empty() throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** The content of the first thread's file that has any. */
    private String left(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> file = files.filter(
                            path -> path.getFileName().toString().startsWith(name + "-"))
                    .sorted()
                    .findFirst();
            return file.isPresent() ? Files.readString(file.get()) : "";
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Wrk.class.getResourceAsStream("/org/smartpack/keycloak/benchmarks/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
