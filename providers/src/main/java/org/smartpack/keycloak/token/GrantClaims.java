/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Map;
import java.util.Optional;

import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.RequestedScopes;

/** Writes a grant's context into responses and tokens. */
public final class GrantClaims {

    static final String ONLINE_ACCESS = "online_access";

    /** The claim of a refresh token that holds the context. */
    private static final String CONTEXT = "smart_grant";

    private GrantClaims() {}

    /**
     * Writes the context at the top level, beside {@code access_token} (SMART App Launch, "Launch context arrives with
     * your access_token").
     */
    public static void putContext(AccessTokenResponse response, GrantContext grant) {
        Map<String, Object> members = response.getOtherClaims();
        members.keySet().removeAll(LaunchContext.STANDARD_NAMES);
        members.putAll(grant.context().parameters());
    }

    /** Writes the grant into the refresh token, from which {@link #context} reads it at the next refresh. */
    static void putGrant(RefreshToken token, GrantContext grant) {
        token.getOtherClaims().put(CONTEXT, grant.toClaim());
    }

    /** Reads the grant in a refresh token with a valid signature; empty if it isn't a SMART app's. */
    public static Optional<GrantContext> context(RefreshToken token) {
        return GrantContext.ofClaim(token.getOtherClaims().get(CONTEXT));
    }

    /** Writes {@code fhirUser} (SMART-CTX-9), if granted. */
    public static void putFhirUser(IDToken token, GrantContext grant, RequestedScopes granted) {
        if (token == null) {
            return;
        }
        token.getOtherClaims().remove(FhirUser.ATTRIBUTE);
        if (granted.has(FhirUser.ATTRIBUTE)) {
            grant.fhirUser().ifPresent(user -> token.getOtherClaims().put(FhirUser.ATTRIBUTE, user));
        }
    }
}
