/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import com.google.auto.service.AutoService;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/** Replaces Keycloak's default provider for refresh tokens. */
@AutoService(RefreshTokenProviderFactory.class)
public final class SmartRefreshProviderFactory extends DefaultRefreshTokenProviderFactory {

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        boolean byRule = Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES);
        return new SmartRefreshProvider(session, super.create(session), new ScopeNarrowing(session, byRule));
    }

    /** Above Keycloak's own factory, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
