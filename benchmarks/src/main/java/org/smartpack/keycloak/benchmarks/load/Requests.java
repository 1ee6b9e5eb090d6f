/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Forms that are posted to one endpoint.
 *
 * @param path the path of the endpoint
 * @param authorization the header's value, or {@code -} for none
 * @param bodies makes the forms before each measurement, for the given maximum number of requests
 * @param once whether each form may be sent only once
 * @param right tells whether a response is right
 */
public record Requests(
        String path, String authorization, IntFunction<List<String>> bodies, boolean once, Predicate<JsonNode> right)
        implements Workload {

    /** Sends the same form again and again. */
    public static Requests same(String path, String authorization, String body, Predicate<JsonNode> right) {
        return new Requests(path, authorization, most -> List.of(body), false, right);
    }

    @Override
    public Script prepare(Path folder, int most) {
        try {
            Files.write(folder.resolve("bodies"), bodies.apply(most));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Script("requests.lua", 1, List.of(path, authorization, once ? "once" : "again"));
    }

    @Override
    public void check(JsonNode answer) {
        if (!right.test(answer)) {
            throw new IllegalStateException(path + " doesn't answer what was asked for: " + answer);
        }
    }
}
