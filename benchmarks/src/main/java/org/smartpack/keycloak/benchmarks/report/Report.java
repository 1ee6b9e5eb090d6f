/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.smartpack.keycloak.benchmarks.Environment;
import org.smartpack.keycloak.benchmarks.Results;
import org.smartpack.keycloak.benchmarks.rows.RowResult;

/** The page {@code performance.md}: the text of the template with the numbers and plots of a run. */
public final class Report {

    private static final String RESOURCES = "/org/smartpack/keycloak/benchmarks/";
    private static final String NOTHING = "(not measured)";

    private final Results results;
    private final Path folder;

    private Report(Results results, Path folder) {
        this.results = results;
        this.folder = folder;
    }

    /** Writes the page into a folder and the plots into its {@code images}, and returns the page's path. */
    public static Path write(Results results, Path folder) {
        try {
            return new Report(results, folder).write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write() throws IOException {
        List<RowResult> rows = results.rows();
        Environment environment = results.environment();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("date", environment.date());
        parts.put("processor", environment.processor());
        parts.put("system", environment.system());
        parts.put("java", environment.java());
        parts.put("keycloak", environment.keycloak());
        parts.put("pack", environment.pack());
        parts.put("rounds", String.valueOf(environment.rounds()));
        parts.put("seconds", String.valueOf(environment.seconds()));
        parts.put("load", rows.isEmpty() ? NOTHING : LoadTables.againstVanilla(rows));
        parts.put("growth", rows.isEmpty() ? NOTHING : LoadTables.growth(rows));
        parts.put("server", ServerTable.of(results));
        parts.put("picker", results.picker().isEmpty() ? NOTHING : PickerTable.of(results.picker()));
        parts.put("profile", rows.isEmpty() ? NOTHING : ProfileTable.of(rows));
        parts.put("engine", results.engine().isEmpty() ? NOTHING : EngineTables.scores(results.engine()));
        parts.put("linearity", results.engine().isEmpty() ? NOTHING : EngineTables.linearity(results.engine()));
        parts.put("plot-ratios", rows.isEmpty() ? "" : image("ratios", "Ratios by row", Plots.ratios(rows)));
        Optional<RowResult> allowances =
                rows.stream().filter(row -> row.id().equals("allowances")).findFirst();
        parts.put(
                "plot-allowances",
                allowances.isEmpty()
                        ? ""
                        : image("allowances", "Time by allowances", Plots.allowances(allowances.get())));
        parts.put(
                "plot-engine",
                results.engine().isEmpty()
                        ? ""
                        : image("engine", "The engine's time by input", Plots.engine(results.engine())));
        parts.put("notes", resource("performance-notes.md").strip());
        Path page = folder.resolve("performance.md");
        Files.writeString(page, Template.fill(resource("performance.md"), parts));
        return page;
    }

    private String image(String name, String text, String svg) throws IOException {
        String file = "performance-" + name + ".svg";
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.writeString(images.resolve(file), svg + "\n");
        return "![" + text + "](images/" + file + ")";
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Report.class.getResourceAsStream(RESOURCES + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
