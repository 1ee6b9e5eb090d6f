/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** Whose data a scope is about (SMART-SCOPE-8). */
public enum Level {
    /** The one patient in context. */
    PATIENT,
    /** What the user may see. */
    USER,
    /** No user: what the client may see. */
    SYSTEM
}
