/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Replaces Keycloak's JWT authorization grant, while that feature is on. */
@AutoService(OAuth2GrantTypeFactory.class)
public final class SmartJwtGrantTypeFactory extends JWTAuthorizationGrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new SmartJwtGrantType();
    }

    /** Above Keycloak's own factory, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
