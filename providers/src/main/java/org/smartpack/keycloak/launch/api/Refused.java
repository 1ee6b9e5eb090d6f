/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import org.smartpack.keycloak.error.OAuthError;

/**
 * A call of the launch context API that is not done, and why (section B4). What the caller reads may name a field, never
 * a value.
 */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final OAuthError error;
    private final String reason;
    private final boolean isLogged;

    private Refused(OAuthError error, String description, String reason, boolean isLogged) {
        super(description);
        this.error = error;
        this.reason = reason;
        this.isLogged = isLogged;
    }

    /** For a reason that the caller may know. */
    static Refused because(OAuthError error, String reason) {
        return new Refused(error, reason, reason, false);
    }

    /** Something is wrong with a field. */
    static Refused field(String field, String what) {
        return because(OAuthError.INVALID_REQUEST, field + " " + what);
    }

    /** A field is there that isn't known. Its name is the caller's text and stays out of the event. */
    static Refused unknown(String field) {
        return new Refused(
                OAuthError.INVALID_REQUEST, "unknown member " + Printable.of(field), "unknown member", false);
    }

    /** The caller could not be authenticated; what was wrong stays here. */
    static Refused credentials(String reason) {
        return new Refused(OAuthError.INVALID_CLIENT, "Client authentication failed", reason, false);
    }

    /** The same, where Keycloak has written the event. */
    static Refused loggedCredentials() {
        return new Refused(OAuthError.INVALID_CLIENT, "Client authentication failed", "", true);
    }

    /** The access token is none that counts here; what was wrong stays here. */
    static Refused token(String reason) {
        return new Refused(
                OAuthError.INVALID_TOKEN, "The access token is not valid for launch contexts", reason, false);
    }

    OAuthError error() {
        return error;
    }

    /** What the caller may read. */
    String description() {
        return getMessage();
    }

    /** What the event says. */
    String reason() {
        return reason;
    }

    /** Whether there is an event already. */
    boolean isLogged() {
        return isLogged;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // It is an answer, not a fault.
        return this;
    }
}
