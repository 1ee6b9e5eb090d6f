/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory;

/**
 * Lets a refresh narrow SMART scopes by rule and holds it to the original grant (SMART-REFRESH-1, 2). Takes the place of
 * Keycloak's default provider; without the feature {@code parameterized-scopes} it hands out Keycloak's own.
 */
@AutoService(RefreshTokenProviderFactory.class)
public final class SmartRefreshTokenProviderFactory implements RefreshTokenProviderFactory {

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return Profile.isFeatureEnabled(Profile.Feature.PARAMETERIZED_SCOPES)
                ? new SmartRefreshTokenProvider(session)
                : new DefaultRefreshTokenProvider(session);
    }

    /** The id of Keycloak's own. */
    @Override
    public String getId() {
        return DefaultRefreshTokenProviderFactory.PROVIDER_ID;
    }

    /** Above Keycloak's own factory, which has 0. */
    @Override
    public int order() {
        return 100;
    }

    @Override
    public void init(Config.Scope config) {
        // No server-wide settings.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
