/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/**
 * A line of the table: one contestant compared with another.
 *
 * @param work what was done
 * @param measured name of the contestant that is judged
 * @param against name of the contestant that it is compared with
 * @param target the ratio to be reached; 0 if none is
 */
public record Comparison(String work, String measured, String against, Metric metric, double target) {}
