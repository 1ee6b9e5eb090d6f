/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/** What a profile writes into tokens. */
public interface TokenRules extends ProfileRules {

    /** Those of the request's realm. */
    static Optional<TokenRules> of(KeycloakSession session) {
        return Profiles.rules(session, TokenRules.class);
    }

    /**
     * Writes into the tokens of an answer before they are signed. Called for every answer of the realm that has an
     * access token: after mappers and Keycloak's own processors, so that what they added can be taken away; and before
     * the pack writes a launch context and looks whether the grant allows the token, so that nothing gets round that.
     *
     * @param access the access token; the other tokens are in {@code tokens}
     */
    void write(AccessToken access, TokenPostProcessorContext tokens);
}
