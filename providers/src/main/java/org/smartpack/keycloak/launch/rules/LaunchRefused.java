/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

/** A request for a launch, or the end of a login, that must not give the app a code. */
public final class LaunchRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String error;
    private final String description;
    private final boolean fault;

    /**
     * @param error the OAuth error that the app gets
     * @param description what the app may know
     * @param reason what the administrator finds in the event
     */
    public LaunchRefused(String error, String description, String reason) {
        this(error, description, reason, false);
    }

    /** With nothing to say to the administrator that the app may not know. */
    public static LaunchRefused of(String error, String description) {
        return new LaunchRefused(error, description, description);
    }

    /** @param fault whether something doesn't work, rather than that somebody did something wrong */
    LaunchRefused(String error, String description, String reason, boolean fault) {
        super(reason);
        this.error = error;
        this.description = description;
        this.fault = fault;
    }

    /** The same, with the reference of the launch for the user. */
    public LaunchRefused named(String trace) {
        return new LaunchRefused(error, LaunchTrace.in(description, Optional.of(trace)), getMessage(), fault);
    }

    boolean isFault() {
        return fault;
    }

    public String error() {
        return error;
    }

    public String description() {
        return description;
    }
}
