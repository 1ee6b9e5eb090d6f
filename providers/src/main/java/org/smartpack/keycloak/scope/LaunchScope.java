/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Objects;
import java.util.Optional;

/**
 * A request for launch context (SMART-SCOPE-40 to 44): {@code launch}, {@code launch/patient},
 * {@code launch/encounter?role=...}. Two are equal if context and role are.
 */
public final class LaunchScope implements Scope {

    private final String spelling;
    private final Optional<String> context;
    private final Optional<String> role;

    LaunchScope(String spelling, Optional<String> context, Optional<String> role) {
        this.spelling = spelling;
        this.context = context;
        this.role = role;
    }

    @Override
    public String spelling() {
        return spelling;
    }

    /** The resource type after the slash, which is written in lower case; empty for plain {@code launch}. */
    public Optional<String> context() {
        return context;
    }

    /** The role of that context in {@code fhirContext}, exactly as written: nothing is decoded. */
    public Optional<String> role() {
        return role;
    }

    /** Whether this is plain {@code launch}, which requests the context of the EHR that launched the app. */
    public boolean isEhrLaunch() {
        return context.isEmpty();
    }

    /** The scope without the prefix of the URI form. */
    public String name() {
        return "launch" + context.map(type -> "/" + type).orElse("")
                + role.map(text -> "?role=" + text).orElse("");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaunchScope that && context.equals(that.context) && role.equals(that.role);
    }

    @Override
    public int hashCode() {
        return Objects.hash(context, role);
    }

    @Override
    public String toString() {
        return spelling;
    }
}
