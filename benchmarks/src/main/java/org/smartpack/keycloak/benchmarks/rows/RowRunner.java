/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.smartpack.keycloak.benchmarks.load.Wrk;
import org.smartpack.keycloak.benchmarks.load.WrkOutput;
import org.smartpack.keycloak.benchmarks.server.FlightRecording;
import org.smartpack.keycloak.benchmarks.server.Kind;
import org.smartpack.keycloak.benchmarks.server.Profile;

/** Measures rows: warms up, then measures the contestants in turns, reversing the order in each round. */
public final class RowRunner {

    /**
     * The number of requests per second that are prepared for a contestant without a measurement; later, twice what it
     * did.
     */
    private static final int FIRST_GUESS = 600;

    /** The seconds of load after which the warm-up looks whether the server still compiles. */
    private static final int WARM_UP_STEP = 3;

    /** A server is warm after so many steps in a row in which it hardly compiled anything. */
    private static final int STEADY_STEPS = 2;

    /** The share of a step's time in which a compiler works. */
    private static final double HARDLY = 0.1;

    /** The first response may take more than a second, because everything is loaded first. */
    private static final int MOST_SILENT = 10;

    private final Wrk wrk;
    private final Path folder;
    private final Effort effort;
    private final Map<Contestant, Double> rates = new HashMap<>();

    /**
     * The extent of the measurements.
     *
     * @param rounds the number of rounds, in each of which every contestant is measured
     * @param seconds the duration of a measurement
     * @param firstWarmUp the most seconds of load before the first row, for each contestant
     * @param warmUp the most seconds of load before a later row
     * @param profile whether a flight recording is made
     */
    public record Effort(int rounds, int seconds, int firstWarmUp, int warmUp, boolean profile) {}

    /** @param folder the folder for recordings */
    public RowRunner(Wrk wrk, Path folder, Effort effort) {
        this.wrk = wrk;
        this.folder = folder;
        this.effort = effort;
    }

    /** The ids of all rows that are measured under load. */
    public static List<String> ids(Sizes sizes) {
        return Rows.all(sizes).stream().map(RowPlan::id).toList();
    }

    /** Measures the rows with the wanted ids. */
    public List<RowResult> run(Sites sites, Sizes sizes, Predicate<String> wanted) {
        List<RowResult> results = new ArrayList<>();
        for (RowPlan plan : Rows.all(sizes)) {
            if (wanted.test(plan.id())) {
                System.out.println("Row " + plan.id() + ": realms");
                Row row = plan.prepare(sites);
                results.add(measure(row, results.isEmpty() ? effort.firstWarmUp() : effort.warmUp()));
            }
        }
        return results;
    }

    private RowResult measure(Row row, int warmUp) {
        System.out.println("Row " + row.id() + ": warm-up");
        row.contestants().forEach(contestant -> warmUp(contestant, warmUp));
        Map<String, List<Measurement>> measurements = new LinkedHashMap<>();
        row.contestants().forEach(contestant -> measurements.put(contestant.name(), new ArrayList<>()));
        for (int round = 0; round < effort.rounds(); round++) {
            List<Contestant> order = new ArrayList<>(row.contestants());
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Contestant contestant : order) {
                Measurement measurement = measure(contestant, round);
                measurements.get(contestant.name()).add(measurement);
                System.out.printf(
                        "  %-40s round %d: %8.1f/s, %6.2f ms, %6.2f ms CPU%n",
                        contestant.name(),
                        round + 1,
                        measurement.perSecond(),
                        measurement.medianMillis(),
                        measurement.processorMillis());
            }
        }
        return new RowResult(row.id(), row.title(), row.comparisons(), measurements, profiles(row));
    }

    /**
     * Until the server's code is compiled: before that, a good part of its processor time is the compilers', and the
     * server with more code has more of it.
     */
    private void warmUp(Contestant contestant, int seconds) {
        int left = seconds;
        int silent = 0;
        int steady = 0;
        while (left > 0 && silent < MOST_SILENT && steady < STEADY_STEPS) {
            Duration before = contestant.server().compilationTime();
            WrkOutput output = load(contestant, Math.min(left, WARM_UP_STEP)).output();
            if (output.operations() > 0) {
                left -= WARM_UP_STEP;
                Duration compiled = contestant.server().compilationTime().minus(before);
                steady = compiled.toMillis() > HARDLY * WARM_UP_STEP * 1000 ? 0 : steady + 1;
            } else {
                silent++;
            }
        }
    }

    private Measurement measure(Contestant contestant, int round) {
        Wrk.Result result = load(contestant, effort.seconds());
        WrkOutput output = result.output();
        if (output.operations() == 0) {
            throw new IllegalStateException(contestant.name() + " gives no answer in " + effort.seconds() + " s");
        }
        return new Measurement(
                round,
                output.operations(),
                output.perSecond(),
                output.p50() / 1000,
                output.p99() / 1000,
                result.processorTime().toNanos() / 1e6 / output.operations(),
                (double) output.bytes() / output.operations());
    }

    private Wrk.Result load(Contestant contestant, int seconds) {
        int most = (int) (rates.getOrDefault(contestant, (double) FIRST_GUESS) * seconds * 2) + 100;
        while (true) {
            try {
                Wrk.Result result = wrk.run(contestant.server(), contestant.workload(), seconds, most);
                rates.put(contestant, result.output().perSecond());
                return result;
            } catch (Wrk.Exhausted e) {
                most *= 2;
            }
        }
    }

    /** The profiles of the pack's judged contestants, recorded after all measurements because recording takes time. */
    private Map<String, Profile> profiles(Row row) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        if (!effort.profile()) {
            return profiles;
        }
        Set<String> judged = Set.copyOf(row.comparisons().stream()
                .filter(comparison -> comparison.target() > 0)
                .map(Comparison::measured)
                .distinct()
                .toList());
        for (Contestant contestant : row.contestants()) {
            if (contestant.server().kind() == Kind.PACK && judged.contains(contestant.name())) {
                String file = row.id() + "-" + contestant.name().replaceAll("\\W+", "-") + ".jfr";
                profiles.put(
                        contestant.name(),
                        FlightRecording.of(
                                contestant.server(), folder.resolve(file), () -> load(contestant, effort.seconds())));
            }
        }
        return profiles;
    }
}
