/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.smartpack.keycloak.benchmarks.engine.EngineScore;
import org.smartpack.keycloak.benchmarks.picker.PickerScore;
import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.rows.StartUp;

/**
 * All results of a run.
 *
 * @param full whether the results may be shown in the documentation
 * @param rows the rows that were measured under load
 * @param starts the starts of both servers
 * @param liveBytes live bytes after the load and a full collection, by server; empty if not measured
 * @param jarBytes the size of the provider jar
 * @param engine the results for the scope engine alone
 * @param picker the results for the patient picker
 */
public record Results(
        boolean full,
        Environment environment,
        List<RowResult> rows,
        List<StartUp> starts,
        Map<String, Long> liveBytes,
        long jarBytes,
        List<EngineScore> engine,
        List<PickerScore> picker) {

    /** An older run measured less. */
    public Results {
        picker = picker == null ? List.of() : picker;
    }

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static Results read(Path file) {
        try {
            return JSON.readValue(file.toFile(), Results.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
