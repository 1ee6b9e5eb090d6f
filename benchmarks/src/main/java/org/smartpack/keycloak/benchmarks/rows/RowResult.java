/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.benchmarks.server.Profile;

/**
 * The results of a row.
 *
 * @param measurements the measurements by contestant, in the order of the rounds
 * @param profiles the profiles of the pack's contestants, by contestant
 */
public record RowResult(
        String id,
        String title,
        List<Comparison> comparisons,
        Map<String, List<Measurement>> measurements,
        Map<String, Profile> profiles) {}
