/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

/**
 * What JMH found.
 *
 * @param benchmark what was done
 * @param kind of hostile input, or empty
 * @param requested scopes; for hostile input its size
 * @param allowances for hostile input its size too
 * @param size how much there was to read and to answer: scopes requested, allowed and granted, or characters
 * @param micros microseconds for an operation, the median of the iterations
 * @param min of the fastest iteration
 * @param max of the slowest
 */
public record EngineScore(
        String benchmark,
        String kind,
        int requested,
        int allowances,
        long size,
        double micros,
        double min,
        double max) {

    /** A name for what belongs together: the benchmark, or the kind of hostile input. */
    public String group() {
        return kind.isEmpty() ? benchmark : kind;
    }

    /** What was given to it, in words. */
    public String input() {
        return kind.isEmpty() ? requested + " of " + allowances : kind + ", size " + requested;
    }

    /** Nanoseconds for one of what {@link #size} counts. */
    public double nanosPerUnit() {
        return micros * 1000 / size;
    }
}
