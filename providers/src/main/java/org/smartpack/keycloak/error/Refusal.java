/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

/**
 * A refused request: an error code, a public description for the caller and a private reason for the administrator.
 * Adapters in {@code error.answer} turn it into a response. The description may name a parameter or a well-formed
 * scope, but never another value (RFC 6749 section 5.2: printable ASCII without quotes and backslashes). The reason
 * never contains a token, a secret, a handle or a patient.
 */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** The description for a handle that can't be redeemed, whatever the cause (LCTX-20, SMART-LAUNCH-6). */
    public static final String INVALID_LAUNCH = "invalid launch";

    /** The description for an app that requested the scope {@code launch} and sent no launch (SMART-SCOPE-40). */
    private static final String LAUNCH_NEEDED =
            "the scope launch needs the parameter launch that the EHR gave to the app";

    private static final String ACCESS_ENDED = "The time that the user chose for this access is over";
    private static final String ANOTHER_USER = "This launch is for another user";
    private static final String UNKNOWN_USER = "It isn't known who the user is on this FHIR server";
    private static final String LAUNCH = "launch context rejected: ";
    private static final String CREDENTIALS = "Client authentication failed";
    /** The description that Keycloak uses for an unknown client, so that nothing can be learned from it. */
    private static final String ASSERTION = "Invalid client or Invalid client credentials";

    private final OAuthError error;
    private final int status;
    private final String description;
    private final boolean isLogged;
    private final boolean isFault;

    private Refusal(
            OAuthError error, int status, String description, String reason, boolean isLogged, boolean isFault) {
        // Without a stack trace: a refusal is an answer, not a fault, and must be cheap.
        super(reason, null, false, false);
        this.error = error;
        this.status = status;
        this.description = description;
        this.isLogged = isLogged;
        this.isFault = isFault;
    }

    /** A refusal with a reason that the caller must not see. */
    public static Refusal of(OAuthError error, String description, String reason) {
        return new Refusal(error, error.status(), description, reason, false, false);
    }

    /** A refusal with a reason that the caller may see. */
    public static Refusal because(OAuthError error, String reason) {
        return of(error, reason, reason);
    }

    /** A field of the request is wrong; {@code what} completes a sentence that begins with the field's name. */
    public static Refusal field(String field, String what) {
        return because(OAuthError.INVALID_REQUEST, field + " " + what);
    }

    /** The request has an unknown field. Its name is the caller's text and stays out of the event. */
    public static Refusal unknown(String field) {
        return of(OAuthError.INVALID_REQUEST, "unknown member " + Printable.of(field), "unknown member");
    }

    /** The caller of one of the pack's endpoints could not be authenticated. */
    public static Refusal credentials(String reason) {
        return of(OAuthError.INVALID_CLIENT, CREDENTIALS, reason);
    }

    /** Like {@link #credentials}, if Keycloak has already written the event. */
    public static Refusal loggedCredentials() {
        return new Refusal(OAuthError.INVALID_CLIENT, OAuthError.INVALID_CLIENT.status(), CREDENTIALS, "", true, false);
    }

    /** The client has no credentials, so it has proved nothing. */
    public static Refusal publicClient(OAuthError error) {
        return of(error, CREDENTIALS, "the client is public");
    }

    /** An assertion, or another JWT that a client signed, isn't valid (RFC 7523 section 3.2). */
    public static Refusal assertion(String reason) {
        return of(OAuthError.INVALID_CLIENT, ASSERTION, reason);
    }

    /** The caller's access token isn't valid here; {@code purpose} follows "not valid for". */
    public static Refusal token(String purpose, String reason) {
        return of(OAuthError.INVALID_TOKEN, "The access token is not valid for " + purpose, reason);
    }

    /** Something failed on the server, and an event or a log entry has been written already. */
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

    /** The request has no launch, although the app needs one. */
    public static Refusal launchNeeded(String reason) {
        return of(OAuthError.INVALID_REQUEST, LAUNCH_NEEDED, reason);
    }

    /** Like {@link #launchNeeded(String)}, with a reason that the app may see. */
    public static Refusal launchNeeded() {
        return launchNeeded(LAUNCH_NEEDED);
    }

    /**
     * The launch is valid, but not for the user who has logged in.
     *
     * @param isFault whether the user couldn't be checked, because something failed
     */
    public static Refusal launchOfAnother(String cause, boolean isFault) {
        OAuthError error = OAuthError.ACCESS_DENIED;
        return new Refusal(error, error.status(), ANOTHER_USER, LAUNCH + cause, false, isFault);
    }

    /** The launch names somebody, or is for a patient, and it isn't known who the user who has logged in is. */
    public static Refusal launchOfUnknown(String cause) {
        return of(OAuthError.ACCESS_DENIED, UNKNOWN_USER, LAUNCH + cause);
    }

    /** The grant has ended, as its user wanted. */
    public static Refusal accessEnded() {
        return because(OAuthError.INVALID_GRANT, ACCESS_ENDED);
    }

    /** The same refusal with another description. */
    public Refusal withDescription(String other) {
        return new Refusal(error, status, other, reason(), isLogged, isFault);
    }

    /** The same refusal with an HTTP status other than the code's. */
    public Refusal withStatus(int other) {
        return new Refusal(error, other, description, reason(), isLogged, isFault);
    }

    public OAuthError error() {
        return error;
    }

    /** The HTTP status, for responses that have one. */
    public int status() {
        return status;
    }

    /** The text for the caller ({@code error_description}). */
    public String description() {
        return description;
    }

    /** The reason for the event; empty if there is an event already. */
    public String reason() {
        return getMessage();
    }

    /** Whether an event has been written already. */
    public boolean isLogged() {
        return isLogged;
    }

    /** Code, clause and reason, for the server's log. */
    @Override
    public String toString() {
        return error.code() + " (" + error.clause() + "): " + reason();
    }

    /** Whether something failed, rather than somebody having done something wrong. */
    public boolean isFault() {
        return isFault;
    }
}
