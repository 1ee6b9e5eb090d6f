/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.representations.AccessTokenResponse;

/**
 * A token response with only the members of RFC 6749 section 5.1, for the own tokens of clients whose rights come from
 * a profile. Koppeltaal's own starter fails on the members {@code refresh_expires_in}, {@code not-before-policy} and
 * {@code session_state} that Keycloak adds.
 */
public final class PlainAnswer {

    private PlainAnswer() {}

    /** Replaces Keycloak's response. It has a {@code refresh_token} only if Keycloak issued one. */
    public static Response of(Response keycloak) {
        return keycloak.getEntity() instanceof AccessTokenResponse tokens
                ? Response.fromResponse(keycloak).entity(members(tokens)).build()
                : keycloak;
    }

    private static Map<String, Object> members(AccessTokenResponse tokens) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(OAuth2Constants.ACCESS_TOKEN, tokens.getToken());
        members.put(OAuth2Constants.TOKEN_TYPE, tokens.getTokenType());
        members.put(OAuth2Constants.EXPIRES_IN, tokens.getExpiresIn());
        if (tokens.getRefreshToken() != null) {
            members.put(OAuth2Constants.REFRESH_TOKEN, tokens.getRefreshToken());
        }
        members.put(OAuth2Constants.SCOPE, tokens.getScope());
        return members;
    }
}
