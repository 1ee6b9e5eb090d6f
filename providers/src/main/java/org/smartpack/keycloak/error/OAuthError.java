/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The OAuth errors that the pack answers with: the code that goes to the caller and the HTTP status it goes with. What
 * the caller may read is the code and a description without detail; the full reason belongs into Keycloak's event.
 */
public enum OAuthError {
    /** RFC 6749 section 5.2: a parameter is missing, repeated or malformed. */
    INVALID_REQUEST("invalid_request", 400),
    /** RFC 6749 section 5.2: client authentication failed. 401, also where no scheme was used (spec section 4). */
    INVALID_CLIENT("invalid_client", 401),
    /** RFC 6749 section 5.2: the scope is unknown, malformed or exceeds what the client or the grant may have. */
    INVALID_SCOPE("invalid_scope", 400),
    /** RFC 6749 section 5.2: the client may not use this grant type. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    /** RFC 6749 section 5.2: code, refresh token or assertion grant is not (or no longer) valid. */
    INVALID_GRANT("invalid_grant", 400),
    /** RFC 6750 section 3.1: the access token that the caller sent is expired, revoked or not one for this. */
    INVALID_TOKEN("invalid_token", 401),
    /** RFC 6750 section 3.1: the caller is known, but may not do this. */
    INSUFFICIENT_SCOPE("insufficient_scope", 403),
    /** RFC 6749 section 4.1.2.1: for instance in a realm that is switched off. */
    ACCESS_DENIED("access_denied", 403),
    /** RFC 6749 section 4.1.2.1: the server can't do it now; the same request may succeed later. */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The value of the {@code error} member. */
    public String code() {
        return code;
    }

    /** The HTTP status of a JSON answer. */
    public int status() {
        return status;
    }

    /**
     * The answer in JSON as RFC 6749 section 5.2 wants it, never cached.
     *
     * @param description what the caller may know, without quotes, backslashes or non-ASCII characters
     */
    public Response response(String description) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", code);
        body.put("error_description", description);
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache")
                .entity(body)
                .build();
    }
}
