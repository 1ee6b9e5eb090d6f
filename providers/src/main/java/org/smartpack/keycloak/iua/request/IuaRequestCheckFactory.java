/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.request;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** Adds {@link IuaRequestCheck} to the checks of the authorization endpoint. */
@AutoService(AuthorizationEndpointCheckProviderFactory.class)
public final class IuaRequestCheckFactory
        implements AuthorizationEndpointCheckProviderFactory, PlainFactory<AuthorizationEndpointCheckProvider> {

    @Override
    public AuthorizationEndpointCheckProvider create(KeycloakSession session) {
        return new IuaRequestCheck(session);
    }

    @Override
    public String getId() {
        return "smart-iua";
    }

    /** Depends on the realm, not on the server. */
    @Override
    public boolean isSupported(Config.Scope config) {
        return true;
    }
}
