/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

/**
 * What JMH found.
 *
 * @param benchmark what was done
 * @param input a name of the input
 * @param size how much there was to read and to answer: scopes requested, allowed and granted, or characters
 * @param micros microseconds for an operation
 * @param error half of the confidence interval of 99.9 %, in microseconds
 */
public record EngineScore(String benchmark, String input, long size, double micros, double error) {

    /** Nanoseconds for one of what {@link #size} counts. */
    public double nanosPerUnit() {
        return micros * 1000 / size;
    }
}
