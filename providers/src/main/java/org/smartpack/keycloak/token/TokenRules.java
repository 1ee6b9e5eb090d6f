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

/** A profile's rules for the content of tokens. */
public interface TokenRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<TokenRules> of(KeycloakSession session) {
        return Profiles.rules(session, TokenRules.class);
    }

    /**
     * Writes into the tokens of a response before they are signed. It is called for every response of the realm with an
     * access token, after mappers and Keycloak's own processors, so that it can remove what they added. The pack writes
     * the launch context and checks the token against its grant after this, so that nothing bypasses that check.
     *
     * @param access the access token; the other tokens are in {@code tokens}
     */
    void write(AccessToken access, TokenPostProcessorContext tokens);

    /** Whether {@link #write} puts into a user's access token who the user is: a name, not only a reference. */
    boolean nameUsers();
}
