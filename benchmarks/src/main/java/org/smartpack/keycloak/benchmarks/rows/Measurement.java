/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/**
 * One measurement of a contestant.
 *
 * @param round in which it was taken, from 0
 * @param operations done
 * @param perSecond operations in a second
 * @param medianMillis half of the requests were answered within this many milliseconds
 * @param p99Millis ninety-nine of a hundred requests
 * @param processorMillis processor time of the server for an operation
 * @param bytes received for an operation
 */
public record Measurement(
        int round,
        long operations,
        double perSecond,
        double medianMillis,
        double p99Millis,
        double processorMillis,
        double bytes) {}
