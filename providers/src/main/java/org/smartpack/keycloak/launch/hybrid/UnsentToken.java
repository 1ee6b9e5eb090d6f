/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.hybrid;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;

/**
 * Marks that the access token which Keycloak makes in this request isn't sent. In the hybrid flow Keycloak makes one
 * before the redirect, takes the ID token's expiry from it and throws it away. It isn't the grant's token: the grant
 * waits for the code.
 */
public final class UnsentToken {

    private static final String ATTRIBUTE = UnsentToken.class.getName();

    private UnsentToken() {}

    /**
     * Marks the rest of the request, in which the answer has no access token. Lasting access doesn't begin here either:
     * Keycloak would make the offline session before the code is redeemed.
     */
    public static void expect(KeycloakSession session, ClientSessionContext granted) {
        session.setAttribute(ATTRIBUTE, true);
        granted.setAttribute(OAuth2Constants.OFFLINE_ACCESS, false);
    }

    /** Whether the access tokens of this request stay on the server. */
    public static boolean isExpected(KeycloakSession session) {
        return session.getAttributeOrDefault(ATTRIBUTE, false);
    }
}
