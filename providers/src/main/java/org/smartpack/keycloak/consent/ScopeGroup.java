/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.List;

/**
 * Choices that belong together, as the page shows them.
 *
 * @param title what they have in common
 */
public record ScopeGroup(String title, List<ScopeRow> rows) {

    public ScopeGroup {
        rows = List.copyOf(rows);
    }
}
