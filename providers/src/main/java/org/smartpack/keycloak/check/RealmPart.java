/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

/** A part of a realm that a check reads. */
public enum RealmPart {
    /** Whether the launch rules govern it. */
    RULES("launch rules"),
    /** The profiles that claim it. */
    PROFILES("profiles"),
    /** Its user profile. */
    USER_PROFILE("user profile"),
    /** Its required actions. */
    ACTIONS("required actions"),
    /** Its client authentication flow. */
    CLIENT_FLOW("client authentication flow"),
    /** Its client scopes. */
    SCOPES("client scopes"),
    /** Its clients, or some of them. */
    CLIENTS("clients"),
    /** What its administrators approved. */
    APPROVALS("approvals of mappers"),
    /** Its users. */
    USERS("users");

    private final String title;

    RealmPart(String title) {
        this.title = title;
    }

    /** What the report calls it. */
    public String title() {
        return title;
    }
}
