/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;

/**
 * The sizes of the large rows.
 *
 * @param allowances the numbers of allowances of one client
 * @param scopes the numbers of scopes in one request
 * @param clients the number of clients in a realm
 * @param clientScopes the number of client scopes in a realm
 */
public record Sizes(List<Integer> allowances, List<Integer> scopes, int clients, int clientScopes) {

    /** The sizes for the report. */
    public static final Sizes FULL = new Sizes(List.of(1, 100, 900, 1000), List.of(1, 30, 300), 10_000, 1_000);

    /** The sizes for a quick run that only shows that it works. */
    public static final Sizes QUICK = new Sizes(List.of(1, 90), List.of(1, 30), 100, 50);
}
