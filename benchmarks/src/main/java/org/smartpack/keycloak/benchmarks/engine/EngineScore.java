/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

/**
 * A result of JMH.
 *
 * @param benchmark the name of the benchmark
 * @param kind the kind of hostile input; empty for other input
 * @param requested the number of requested scopes; for hostile input its size
 * @param allowances the number of allowances; for hostile input its size too
 * @param size the total size of input and output: scopes requested, allowed and granted, or characters
 * @param micros the time of an operation in microseconds, the median of the iterations
 * @param min the time in the fastest iteration
 * @param max the time in the slowest iteration
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

    /** The group of the result: the benchmark, or the kind of hostile input. */
    public String group() {
        return kind.isEmpty() ? benchmark : kind;
    }

    /** The input in words. */
    public String input() {
        return kind.isEmpty() ? requested + " of " + allowances : kind + ", size " + requested;
    }

    /** Nanoseconds for each unit of {@link #size}. */
    public double nanosPerUnit() {
        return micros * 1000 / size;
    }
}
