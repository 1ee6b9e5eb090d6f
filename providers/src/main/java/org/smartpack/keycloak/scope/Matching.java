/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/** How the values of a search parameter relate to those of a resource, which decides how restrictions compare. */
enum Matching {
    /** A resource may have several values: two restrictions by the same name stay two. */
    MULTI_VALUED,
    /** A resource has one value at most: two restrictions by the same name become their common values. */
    SINGLE_VALUED,
    /** Modifiers, chains, {@code _has} and {@code _filter}: more values may match less, so only equal ones compare. */
    EXACT
}
