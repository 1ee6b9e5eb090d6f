/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/** The part of a measurement that is compared. For both, a ratio above 1 means that the pack is faster. */
public enum Metric {
    /** Operations per second. */
    THROUGHPUT,
    /** The time in which half of the requests were answered. */
    MEDIAN_TIME;

    /** The speed of a measurement; more is better. */
    public double speed(Measurement measurement) {
        return this == THROUGHPUT ? measurement.perSecond() : 1 / measurement.medianMillis();
    }
}
