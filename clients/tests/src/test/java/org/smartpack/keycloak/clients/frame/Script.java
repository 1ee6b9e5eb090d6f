/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.restassured.path.json.JsonPath;

/**
 * A script with a library of another language, run once for each task. It talks as {@code src/test/npm/task.mjs} says:
 * it may ask for a user's visit to a page, and ends with a result. Its errors go to {@code clients/tests/target}.
 *
 * @param command the program and the script
 */
public record Script(List<String> command) {

    private static final int SECONDS = 60;

    /** A script of {@code src/test/npm} for the Node.js that is on the PATH. */
    public static Script node(String fileName) {
        return new Script(List.of("node", ClientProcess.npm(fileName).toString()));
    }

    /** A script of {@code src/test/python} for the system's Python, with the libraries that Debian has for it. */
    public static Script python(String fileName) {
        Path python = Path.of(System.getProperty("smartpack.python"));
        if (!Files.isExecutable(python)) {
            throw new IllegalStateException(
                    "No Python at " + python + ". Install it or name one with -Dpython=<path of the executable>");
        }
        return new Script(List.of(
                python.toString(),
                ClientProcess.file("tests/src/test/python").resolve(fileName).toString()));
    }

    /** A task without a user. */
    public JsonPath run(String task, Map<String, Object> settings) {
        return run(task, settings, url -> {
            throw new IllegalStateException("Nobody visits " + url);
        });
    }

    /**
     * A task in which a user takes part.
     *
     * @param visit visits an address, and answers the one at which the visit ended
     * @return the result
     */
    public JsonPath run(String task, Map<String, Object> settings, UnaryOperator<String> visit) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(task);
        arguments.add(JSONObjectUtils.toJSONString(settings));
        Path log = ClientProcess.file("tests/target")
                .resolve(Path.of(command.get(command.size() - 1)).getFileName() + "." + task + ".log");
        try {
            Process process =
                    new ProcessBuilder(arguments).redirectError(log.toFile()).start();
            CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                    Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    JsonPath json = JsonPath.from(line);
                    String url = json.getString("visit");
                    if (url == null) {
                        return json.setRootPath("result");
                    }
                    input.write(visit.apply(url) + "\n");
                    input.flush();
                }
                throw new IllegalStateException(
                        "It ended without a result, or took over " + SECONDS + " s:\n" + Files.readString(log));
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
