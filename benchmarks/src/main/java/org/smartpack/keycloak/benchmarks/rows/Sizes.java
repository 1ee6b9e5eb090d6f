/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.rows;

import java.util.List;

/**
 * How large the large ones are.
 *
 * @param allowances on one client
 * @param scopes in one request
 * @param clients in a realm
 * @param clientScopes in a realm
 */
public record Sizes(List<Integer> allowances, List<Integer> scopes, int clients, int clientScopes) {

    /** Those of the report. */
    public static final Sizes FULL = new Sizes(List.of(1, 100, 900, 1000), List.of(1, 30, 300), 10_000, 1_000);

    /** To see that it works. */
    public static final Sizes QUICK = new Sizes(List.of(1, 90), List.of(1, 30), 100, 50);
}
