/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** Checks all authorization requests of SMART apps: GET, POST or pushed, with or without a session. */
@AutoService(AuthorizationEndpointCheckProviderFactory.class)
public final class LaunchCheckFactory
        implements AuthorizationEndpointCheckProviderFactory, PlainFactory<AuthorizationEndpointCheckProvider> {

    @Override
    public AuthorizationEndpointCheckProvider create(KeycloakSession session) {
        return new LaunchCheck(session);
    }

    @Override
    public String getId() {
        return "smart-launch";
    }

    /**
     * Always supported: without the server feature {@code parameterized-scopes}, scopes are granted by exact name, and
     * these need the rules too.
     */
    @Override
    public boolean isSupported(Config.Scope config) {
        return true;
    }
}
