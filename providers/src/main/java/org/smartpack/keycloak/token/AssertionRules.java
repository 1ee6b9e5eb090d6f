/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * A profile's rules for the JWT authorization grant (RFC 7523), in which an issuer vouches for a user who isn't there:
 * {@code patient/}, {@code launch} and {@code system/} scopes are never given, and the token doesn't outlive the
 * assertion (JWTG-6).
 */
public interface AssertionRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<AssertionRules> of(KeycloakSession session) {
        return Profiles.rules(session, AssertionRules.class);
    }

    /** Whether a client may get {@code user/} scopes so. */
    boolean givesUserScopes(ClientModel client);
}
