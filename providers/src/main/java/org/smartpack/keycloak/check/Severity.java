/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/** How bad it is that a {@link RealmRule} is broken. */
public enum Severity {
    /** Something doesn't work, or isn't protected. */
    ERROR,
    /** It works, but probably not as it was meant. */
    WARNING
}
