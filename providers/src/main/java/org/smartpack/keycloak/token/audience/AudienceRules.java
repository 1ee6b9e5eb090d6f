/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.audience;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * A profile in which every access token is for FHIR servers, whatever its scopes are. Without such a profile only those
 * with SMART scopes are.
 */
public interface AudienceRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<AudienceRules> of(KeycloakSession session) {
        return Profiles.rules(session, AudienceRules.class);
    }

    /**
     * Whether this request's token is addressed even if it is a user's. SMART apps' grants are addressed anyway. If it
     * isn't, a refresh reaches no FHIR server that this token doesn't name.
     */
    boolean addressesUsersTokens();

    /**
     * The base URL of the one FHIR server that the token is limited to; empty for all that the client gets tokens for.
     *
     * @throws Refusal {@code invalid_target}
     */
    Optional<String> resource(TokenPostProcessorContext tokens) throws Refusal;
}
