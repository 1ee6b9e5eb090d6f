/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/** What of a measurement is compared. In both, a ratio above 1 means that the pack is faster. */
public enum Metric {
    /** Operations in a second. */
    THROUGHPUT,
    /** The time in which half of the requests were answered. */
    MEDIAN_TIME;

    /** How fast this is, so that more is better. */
    public double speed(Measurement measurement) {
        return this == THROUGHPUT ? measurement.perSecond() : 1 / measurement.medianMillis();
    }
}
