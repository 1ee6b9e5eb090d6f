/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

/**
 * The catalogue of the error codes that the pack sends, each with the HTTP status of a JSON response and the clause
 * that defines it. The text for the caller and the reason for the administrator are in a {@link Refusal}.
 */
public enum OAuthError {
    /** A parameter is missing, repeated or malformed. */
    INVALID_REQUEST("invalid_request", 400, "RFC 6749 5.2"),
    /** Client authentication failed. 401, even where no scheme was used (SMART-BS-30). */
    INVALID_CLIENT("invalid_client", 401, "RFC 6749 5.2"),
    /** The scope is unknown, malformed or exceeds what the client or the grant may have. */
    INVALID_SCOPE("invalid_scope", 400, "RFC 6749 5.2"),
    /** The client may not use this grant type. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400, "RFC 6749 5.2"),
    /** The code, refresh token or assertion grant is not (or no longer) valid. */
    INVALID_GRANT("invalid_grant", 400, "RFC 6749 5.2"),
    /** The caller's access token is expired, revoked, or not valid for this purpose. */
    INVALID_TOKEN("invalid_token", 401, "RFC 6750 3.1"),
    /** The caller is authenticated, but may not do this. */
    INSUFFICIENT_SCOPE("insufficient_scope", 403, "RFC 6750 3.1"),
    /** Access is refused, for instance because the realm is disabled or the launch is for another user. */
    ACCESS_DENIED("access_denied", 403, "RFC 6749 4.1.2.1"),
    /** SMART apps must use the code flow. */
    UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400, "RFC 6749 4.1.2.1"),
    /** The request names no FHIR server, or several. */
    INVALID_TARGET("invalid_target", 400, "RFC 8707 2"),
    /** The pushed request belongs to another client or realm. */
    INVALID_REQUEST_URI("invalid_request_uri", 400, "RFC 9101 7"),
    /** The server can't answer now; the same request may succeed later. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503, "RFC 6749 4.1.2.1");

    private final String code;
    private final int status;
    private final String clause;

    OAuthError(String code, int status, String clause) {
        this.code = code;
        this.status = status;
        this.clause = clause;
    }

    /** The value of the {@code error} member or parameter. */
    public String code() {
        return code;
    }

    /** The HTTP status of a JSON response. */
    public int status() {
        return status;
    }

    /** The document and section that define the code, such as {@code RFC 6749 5.2}. */
    public String clause() {
        return clause;
    }
}
