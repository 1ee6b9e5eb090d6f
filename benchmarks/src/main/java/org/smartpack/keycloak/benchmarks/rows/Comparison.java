/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/**
 * A line of the table, which compares one contestant with another.
 *
 * @param work the compared task
 * @param measured the name of the judged contestant
 * @param against the name of the contestant that it is compared with
 * @param target the ratio to reach; 0 for no target
 */
public record Comparison(String work, String measured, String against, Metric metric, double target) {}
