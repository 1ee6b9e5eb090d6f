/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;

/**
 * What is measured together: every contestant once in a round.
 *
 * @param id as {@code benchmarks.rows} names it
 */
record Row(String id, String title, List<Contestant> contestants, List<Comparison> comparisons) {

    Row {
        contestants = List.copyOf(contestants);
        comparisons = List.copyOf(comparisons);
    }
}
