/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.smartpack.keycloak.benchmarks.engine.EngineRun;
import org.smartpack.keycloak.benchmarks.engine.EngineScore;
import org.smartpack.keycloak.benchmarks.load.Wrk;
import org.smartpack.keycloak.benchmarks.picker.PickerRun;
import org.smartpack.keycloak.benchmarks.picker.PickerScore;
import org.smartpack.keycloak.benchmarks.report.Report;
import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.rows.RowRunner;
import org.smartpack.keycloak.benchmarks.rows.Sites;
import org.smartpack.keycloak.benchmarks.rows.Sizes;
import org.smartpack.keycloak.benchmarks.rows.StartUp;
import org.smartpack.keycloak.benchmarks.server.KeycloakInstallation;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.Processes;
import org.smartpack.keycloak.benchmarks.server.RunningKeycloak;

/** A whole run, from the installation of the servers to the report. */
final class Benchmarks {

    private static final int LATER_WARM_UP = 90;

    /** In each round: starts of one server differ by more than those of the two. */
    private static final int STARTS = 2;

    private final Settings settings;
    private final Processes processes;
    private final Path folder;
    private final Sizes sizes;
    private final Map<String, Long> liveBytes = new LinkedHashMap<>();

    Benchmarks(Settings settings, Processes processes) {
        this.settings = settings;
        this.processes = processes;
        this.folder = settings.target().resolve("benchmarks");
        this.sizes = settings.quick() ? Sizes.QUICK : Sizes.FULL;
    }

    void run() {
        requireKnownRows();
        createFolder();
        List<RowResult> rows = List.of();
        List<StartUp> starts = List.of();
        boolean load = RowRunner.ids(sizes).stream().anyMatch(this::isWanted);
        List<PickerScore> picker = List.of();
        if (load || isWanted(StartUp.ID) || isWanted(PickerRun.ID)) {
            List<KeycloakInstallation> installations = install();
            if (load || isWanted(StartUp.ID)) {
                rows = load(installations);
            }
            if (isWanted(PickerRun.ID)) {
                picker = picker(installations.get(1));
            }
            if (isWanted(StartUp.ID)) {
                System.out.println("Row " + StartUp.ID);
                starts = StartUp.measure(processes, installations, settings.rounds() * STARTS);
            }
        }
        List<EngineScore> engine = isWanted(EngineRun.ID)
                ? new EngineRun(processes, settings.classPath(), folder, settings.quick()).run()
                : List.of();
        Results results = new Results(
                settings.isFull(), Environment.of(settings), rows, starts, liveBytes, jarBytes(), engine, picker);
        results.write(resultsFile());
        report();
    }

    /** Writes the report from the last run's numbers. */
    void report() {
        Results results = Results.read(resultsFile());
        Path docs = results.full() ? settings.root().resolve("docs") : folder;
        System.out.println("Report: " + Report.write(results, docs));
    }

    private Path resultsFile() {
        return folder.resolve("results.json");
    }

    private void requireKnownRows() {
        Set<String> known = new LinkedHashSet<>(RowRunner.ids(sizes));
        known.addAll(List.of(StartUp.ID, EngineRun.ID, PickerRun.ID));
        settings.rows().stream().filter(row -> !known.contains(row)).findFirst().ifPresent(row -> {
            throw new IllegalArgumentException("There is no row " + row + ", only " + String.join(", ", known));
        });
    }

    private boolean isWanted(String id) {
        return settings.rows().isEmpty() || settings.rows().contains(id);
    }

    private void createFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<KeycloakInstallation> install() {
        System.out.println("Building Keycloak, alone and with the pack");
        Ports ports = settings.ports();
        return List.of(
                install(Kind.VANILLA, ports.vanilla(), ports.vanillaManagement()),
                install(Kind.PACK, ports.pack(), ports.packManagement()));
    }

    private KeycloakInstallation install(Kind kind, int port, int managementPort) {
        return KeycloakInstallation.create(
                processes,
                kind,
                settings.distribution(),
                settings.target().resolve("keycloak-" + kind.id()),
                settings.providerJar(),
                port,
                managementPort);
    }

    /** Also needed if only starts are measured, because the realms fill the database. */
    private List<RowResult> load(List<KeycloakInstallation> installations) {
        System.out.println("Starting both servers");
        try (RunningKeycloak vanilla = new RunningKeycloak(processes, installations.get(0));
                RunningKeycloak pack = new RunningKeycloak(processes, installations.get(1))) {
            int later = Math.min(settings.warmUp(), LATER_WARM_UP);
            RowRunner runner = new RowRunner(
                    new Wrk(processes, folder.resolve("wrk")),
                    folder,
                    new RowRunner.Effort(
                            settings.rounds(), settings.seconds(), settings.warmUp(), later, settings.profile()));
            List<RowResult> rows = runner.run(new Sites(vanilla, pack), sizes, this::isWanted);
            if (!rows.isEmpty()) {
                liveBytes.put(Kind.VANILLA.id(), vanilla.liveBytes());
                liveBytes.put(Kind.PACK.id(), pack.liveBytes());
            }
            return rows;
        }
    }

    private List<PickerScore> picker(KeycloakInstallation pack) {
        System.out.println("Row " + PickerRun.ID);
        try (RunningKeycloak server = new RunningKeycloak(processes, pack)) {
            return new PickerRun(server, settings.quick()).run();
        }
    }

    private long jarBytes() {
        try {
            return Files.size(settings.providerJar());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
