/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.discovery;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.JWKSServerUtils;
import org.keycloak.wellknown.WellKnownProvider;

/** The same keys as at {@code jwks_uri}: a JWK Set (RFC 7517 section 5). */
record DomainKeys(KeycloakSession session) implements WellKnownProvider {

    @Override
    public Object getConfig() {
        return JWKSServerUtils.getRealmJwks(session, session.getContext().getRealm());
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
