/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;

/** All rows, in the order of the table. */
final class Rows {

    private Rows() {}

    static List<RowPlan> all(Sizes sizes) {
        return List.of(
                new SecretRow(),
                new AssertionRow(),
                new IntrospectionRow(),
                new LaunchRow(),
                new RefreshRow(),
                new AllowancesRow(sizes.allowances()),
                new ScopesRow(sizes.scopes()),
                new LargeRealmRow(sizes));
    }
}
