/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/** A row that can be measured, once its realms are made. */
interface RowPlan {

    /** As {@code benchmarks.rows} names it. */
    String id();

    /** Makes what the row needs on both servers. */
    Row prepare(Sites sites);
}
