/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import org.smartpack.keycloak.error.OAuthError;

/**
 * A call that is not done, and why. What the caller reads may name a field, never a value.
 */
public final class Refused extends Exception {

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
    public static Refused because(OAuthError error, String reason) {
        return new Refused(error, reason, reason, false);
    }

    /** Something is wrong with a field. */
    public static Refused field(String field, String what) {
        return because(OAuthError.INVALID_REQUEST, field + " " + what);
    }

    /** A field is there that isn't known. Its name is the caller's text and stays out of the event. */
    public static Refused unknown(String field) {
        return new Refused(
                OAuthError.INVALID_REQUEST, "unknown member " + Printable.of(field), "unknown member", false);
    }

    /** The caller could not be authenticated; what was wrong stays here. */
    public static Refused credentials(String reason) {
        return new Refused(OAuthError.INVALID_CLIENT, "Client authentication failed", reason, false);
    }

    /** Something is wrong here, for which there is an event already. */
    public static Refused failed(OAuthError error, String description) {
        return new Refused(error, description, "", true);
    }

    /** The client has no credentials and so has proved nothing. */
    static Refused publicClient(OAuthError error) {
        return new Refused(error, "Client authentication failed", "the client is public", false);
    }

    /** The same, where Keycloak has written the event. */
    static Refused loggedCredentials() {
        return new Refused(OAuthError.INVALID_CLIENT, "Client authentication failed", "", true);
    }

    /** The access token is none that counts here; what was wrong stays here. */
    public static Refused token(String purpose, String reason) {
        return new Refused(OAuthError.INVALID_TOKEN, "The access token is not valid for " + purpose, reason, false);
    }

    /** The error. */
    public OAuthError error() {
        return error;
    }

    /** What the caller may read. */
    public String description() {
        return getMessage();
    }

    /** What the event says. */
    public String reason() {
        return reason;
    }

    /** Whether there is an event already. */
    public boolean isLogged() {
        return isLogged;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // It is an answer, not a fault.
        return this;
    }
}
