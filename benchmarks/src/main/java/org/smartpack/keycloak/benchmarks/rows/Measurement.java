/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/**
 * One measurement of a contestant.
 *
 * @param round the number of its round, from 0
 * @param operations the number of operations
 * @param perSecond operations per second
 * @param medianMillis half of the requests were answered within this many milliseconds
 * @param p99Millis the same for ninety-nine of a hundred
 * @param processorMillis the server's processor time per operation, in milliseconds
 * @param bytes the bytes received per operation
 */
public record Measurement(
        int round,
        long operations,
        double perSecond,
        double medianMillis,
        double p99Millis,
        double processorMillis,
        double bytes) {}
