/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * Whose data a resource scope is about (SMART-SCOPE-8). Levels are never compared with each other: {@code system/*.rs}
 * doesn't cover {@code user/*.rs}.
 */
public enum Level {
    /** The data of the patient in context. */
    PATIENT("patient"),
    /** The data that the signed-in user may access. */
    USER("user"),
    /** The data that the client may access without a user. */
    SYSTEM("system");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    /** The word before the slash. */
    public String text() {
        return text;
    }
}
