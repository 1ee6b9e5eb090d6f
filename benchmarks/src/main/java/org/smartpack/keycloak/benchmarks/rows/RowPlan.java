/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

/** The plan of a row, whose realms still have to be created. */
interface RowPlan {

    /** The id for {@code benchmarks.rows}. */
    String id();

    /** Creates what the row needs on both servers. */
    Row prepare(Sites sites);
}
