/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;

/**
 * Contestants that are measured together, each once per round.
 *
 * @param id the id for {@code benchmarks.rows}
 */
record Row(String id, String title, List<Contestant> contestants, List<Comparison> comparisons) {

    Row {
        contestants = List.copyOf(contestants);
        comparisons = List.copyOf(comparisons);
    }
}
