/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.benchmarks.server.Processes;

/** Runs JMH. */
public final class EngineRun {

    /** The id of this row. */
    public static final String ID = "engine";

    private static final List<String> FULL = List.of("-f", "1", "-wi", "3", "-w", "1s", "-i", "7", "-r", "500ms");
    private static final List<String> QUICK = List.of(
            "-f",
            "1",
            "-wi",
            "1",
            "-w",
            "100ms",
            "-i",
            "1",
            "-r",
            "100ms",
            "-p",
            "size=10,20",
            "-p",
            "requested=30",
            "-p",
            "allowances=1,100");

    private final Processes processes;
    private final String classPath;
    private final Path folder;
    private final boolean quick;

    /** @param folder where JMH's own files are left */
    public EngineRun(Processes processes, String classPath, Path folder, boolean quick) {
        this.processes = processes;
        this.classPath = classPath;
        this.folder = folder;
        this.quick = quick;
    }

    /** Measures. */
    public List<EngineScore> run() {
        System.out.println("Row " + ID);
        Path file = folder.resolve("jmh.json");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.openjdk.jmh.Main",
                "(ListedScopes|HostileScopes|GrantingScopes)",
                "-rf",
                "json",
                "-rff",
                file.toString(),
                "-foe",
                "true"));
        command.addAll(quick ? QUICK : FULL);
        try {
            Files.writeString(folder.resolve("jmh.log"), processes.run(command));
            List<EngineScore> scores = new ArrayList<>();
            new ObjectMapper().readTree(file.toFile()).forEach(result -> scores.add(score(result)));
            return scores;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EngineScore score(JsonNode result) {
        String name = result.path("benchmark").asText();
        JsonNode parameters = result.path("params");
        // The mean would include whatever else the machine did meanwhile.
        double[] iterations = StreamSupport.stream(
                        result.path("primaryMetric").path("rawData").path(0).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
        double min = iterations[0];
        double micros = iterations[iterations.length / 2];
        double max = iterations[iterations.length - 1];
        String benchmark = name.substring(name.lastIndexOf('.') + 1);
        if (parameters.has("kind")) {
            Hostile kind = Hostile.valueOf(parameters.path("kind").asText());
            int size = parameters.path("size").asInt();
            return new EngineScore(
                    benchmark, kind.label(), size, size, kind.input(size).characters(), micros, min, max);
        }
        int requested = parameters.path("requested").asInt();
        int allowances = parameters.path("allowances").asInt();
        return new EngineScore(
                benchmark,
                "",
                requested,
                allowances,
                Input.listed(requested, allowances).scopes(),
                micros,
                min,
                max);
    }
}
