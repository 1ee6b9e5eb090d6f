/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import com.google.auto.service.AutoService;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/** Takes the place of Keycloak's default provider of refresh tokens. */
@AutoService(RefreshTokenProviderFactory.class)
public final class GrantRefreshFactory extends DefaultRefreshTokenProviderFactory {

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new GrantRefresh(session, Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES));
    }

    /** Above Keycloak's own factory, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
