/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** Whose data a scope is about (SMART-SCOPE-8). */
public enum Level {
    /** The one patient in context. */
    PATIENT,
    /** The data that the user may access. */
    USER,
    /** The data that the client may access without a user. */
    SYSTEM
}
