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
 * How a profile answers the token request of a grant that gives no access ({@link GrantContext#isContextOnly()}). What
 * Keycloak would have answered is thrown away, and its access token has expired when it is made.
 */
public interface ContextOnlyResponse extends ProfileRules {

    /** That of the request's realm. */
    static Optional<ContextOnlyResponse> of(KeycloakSession session) {
        return Profiles.rules(session, ContextOnlyResponse.class);
    }

    /** Makes the id_token say what the profile says of users. */
    void describe(IDToken token, GrantContext grant);

    /**
     * The members of the answer.
     *
     * @param idToken the signed id_token
     */
    Map<String, Object> answer(String idToken, GrantContext grant);
}
