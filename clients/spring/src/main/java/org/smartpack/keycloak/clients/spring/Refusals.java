/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.spring;

import org.springframework.security.oauth2.core.OAuth2Error;

final class Refusals {

    private Refusals() {}

    /**
     * What the server answered. Spring takes the server's code from answers with the status 400 only; of a 401 it makes
     * {@code invalid_token_response}, with the answer in the description.
     */
    static String answer(OAuth2Error error) {
        return error.getErrorCode() + ": " + error.getDescription();
    }
}
