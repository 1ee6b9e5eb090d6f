/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

/**
 * A request that is not granted, and why: a code of the catalogue, a public text for the caller and a private reason
 * for the administrator. What it looks like to the caller is the matter of an adapter. The public text may name a
 * parameter, or a well-formed scope, never another value (RFC 6749 section 5.2: printable ASCII without quotes and
 * backslashes); the reason never holds a token, a secret, a handle or a patient.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the app is told of a handle that can't be redeemed, whatever the cause (LCTX-20, SMART-LAUNCH-6). */
    public static final String INVALID_LAUNCH = "invalid launch";

    /** What the app is told that has the scope {@code launch} and sent no launch (SMART-SCOPE-40). */
    private static final String LAUNCH_NEEDED =
            "the scope launch needs the parameter launch that the EHR gave to the app";

    private static final String ANOTHER_USER = "This launch is for another user";
    private static final String LAUNCH = "launch context rejected: ";
    private static final String CREDENTIALS = "Client authentication failed";
    /** What Keycloak says of a client that doesn't exist: nothing can be learned from it. */
    private static final String ASSERTION = "Invalid client or Invalid client credentials";

    private final OAuthError error;
    private final int status;
    private final String description;
    private final boolean isLogged;
    private final boolean isFault;

    private Refusal(
            OAuthError error, int status, String description, String reason, boolean isLogged, boolean isFault) {
        // Without stack trace: it is an answer, not a fault, and must stay cheap.
        super(reason, null, false, false);
        this.error = error;
        this.status = status;
        this.description = description;
        this.isLogged = isLogged;
        this.isFault = isFault;
    }

    /** With a reason that is not for the caller. */
    public static Refusal of(OAuthError error, String description, String reason) {
        return new Refusal(error, error.status(), description, reason, false, false);
    }

    /** For a reason that the caller may know. */
    public static Refusal because(OAuthError error, String reason) {
        return of(error, reason, reason);
    }

    /** Something is wrong with a field. */
    public static Refusal field(String field, String what) {
        return because(OAuthError.INVALID_REQUEST, field + " " + what);
    }

    /** A field is there that isn't known. Its name is the caller's text and stays out of the event. */
    public static Refusal unknown(String field) {
        return of(OAuthError.INVALID_REQUEST, "unknown member " + Printable.of(field), "unknown member");
    }

    /** The caller of an endpoint of the pack could not be authenticated. */
    public static Refusal credentials(String reason) {
        return of(OAuthError.INVALID_CLIENT, CREDENTIALS, reason);
    }

    /** The same, where Keycloak has written the event. */
    public static Refusal loggedCredentials() {
        return new Refusal(OAuthError.INVALID_CLIENT, OAuthError.INVALID_CLIENT.status(), CREDENTIALS, "", true, false);
    }

    /** The client has no credentials and so has proved nothing. */
    public static Refusal publicClient(OAuthError error) {
        return of(error, CREDENTIALS, "the client is public");
    }

    /** An assertion, or another JWT that a client signed, doesn't count (RFC 7523 section 3.2). */
    public static Refusal assertion(String reason) {
        return of(OAuthError.INVALID_CLIENT, ASSERTION, reason);
    }

    /** The access token of a caller doesn't count here. */
    public static Refusal token(String purpose, String reason) {
        return of(OAuthError.INVALID_TOKEN, "The access token is not valid for " + purpose, reason);
    }

    /** Something doesn't work here, for which there is an event or a log entry already. */
    public static Refusal failed(String description) {
        return new Refusal(
                OAuthError.TEMPORARILY_UNAVAILABLE,
                OAuthError.TEMPORARILY_UNAVAILABLE.status(),
                description,
                "",
                true,
                false);
    }

    /**
     * A {@code launch} can't be redeemed.
     *
     * @param description the same for every cause
     */
    public static Refusal launch(String description, String cause) {
        return of(OAuthError.INVALID_REQUEST, description, LAUNCH + cause);
    }

    /** There is no launch, though the app needs one. */
    public static Refusal launchNeeded(String reason) {
        return of(OAuthError.INVALID_REQUEST, LAUNCH_NEEDED, reason);
    }

    /** The same, where the app may know the reason. */
    public static Refusal launchNeeded() {
        return launchNeeded(LAUNCH_NEEDED);
    }

    /**
     * The launch is in order, but not for the user who has logged in.
     *
     * @param isFault whether that couldn't be found out, because something doesn't work
     */
    public static Refusal launchOfAnother(String cause, boolean isFault) {
        OAuthError error = OAuthError.ACCESS_DENIED;
        return new Refusal(error, error.status(), ANOTHER_USER, LAUNCH + cause, false, isFault);
    }

    /** The same with another text for the caller. */
    public Refusal withDescription(String other) {
        return new Refusal(error, status, other, reason(), isLogged, isFault);
    }

    /** The same with another HTTP status than the code has. */
    public Refusal withStatus(int other) {
        return new Refusal(error, other, description, reason(), isLogged, isFault);
    }

    /** The code. */
    public OAuthError error() {
        return error;
    }

    /** The HTTP status, where the answer has one. */
    public int status() {
        return status;
    }

    /** What the caller may read. */
    public String description() {
        return description;
    }

    /** What the event says; empty if there is one already. */
    public String reason() {
        return getMessage();
    }

    /** Whether there is an event already. */
    public boolean isLogged() {
        return isLogged;
    }

    /** For the log of the server: code, clause and reason. */
    @Override
    public String toString() {
        return error.code() + " (" + error.clause() + "): " + reason();
    }

    /** Whether something doesn't work, rather than that somebody did something wrong. */
    public boolean isFault() {
        return isFault;
    }
}
