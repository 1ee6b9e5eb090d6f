/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * What a resource scope is about (SMART-SCOPE-8). Levels are never compared with each other: {@code system/*.rs} does
 * not hold {@code user/*.rs}.
 */
public enum Level {
    /** The one patient in context. */
    PATIENT("patient"),
    /** Whatever the signed-in user may see. */
    USER("user"),
    /** No user at all. */
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
