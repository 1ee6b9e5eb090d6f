/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.IDToken;

import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * A profile's response to the token request of a grant that gives no access ({@link GrantContext#isContextOnly()}).
 * Keycloak's own response is discarded, and its access token has already expired when it is made.
 */
public interface ContextOnlyResponse extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<ContextOnlyResponse> of(KeycloakSession session) {
        return Profiles.rules(session, ContextOnlyResponse.class);
    }

    /** Writes the profile's claims about the user into the id_token. */
    void describe(IDToken token, GrantContext grant);

    /**
     * The members of the response.
     *
     * @param idToken the signed id_token
     */
    Map<String, Object> answer(String idToken, GrantContext grant);
}
