/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/** How the values of a search parameter relate to those of a resource. It decides how restrictions are compared. */
enum Matching {
    /** A resource may have several values, so two restrictions with the same name remain two. */
    MULTI_VALUED,
    /** A resource has at most one value, so two restrictions with the same name become one with their common values. */
    SINGLE_VALUED,
    /**
     * Modifiers, chains, {@code _has} and {@code _filter}: more values may match less, so only equal ones are
     * comparable.
     */
    EXACT
}
