/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Map;

import org.keycloak.representations.IDToken;

import org.smartpack.keycloak.launch.GrantContext;

/**
 * How a profile answers the token request of a grant that gives no access ({@link GrantContext#isContextOnly()}). What
 * Keycloak would have answered is thrown away, and its access token has expired when it is made.
 */
public interface ContextOnlyResponse {

    /** Makes the id_token say what the profile says of users. */
    void describe(IDToken token, GrantContext grant);

    /**
     * The members of the answer.
     *
     * @param idToken the signed id_token
     */
    Map<String, Object> answer(String idToken, GrantContext grant);
}
