/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/** How much a check says of users. */
enum ShownUsers {
    /** They aren't looked at. */
    NONE,
    /** They are counted, because the caller may not see them. */
    COUNTED,
    /** By their names. */
    NAMED
}
