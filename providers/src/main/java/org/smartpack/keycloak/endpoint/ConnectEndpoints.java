/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.endpoint;

import jakarta.ws.rs.Path;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

import org.smartpack.keycloak.introspection.IntrospectionEndpoint;
import org.smartpack.keycloak.launch.api.LaunchContextEndpoint;

/**
 * {@code /realms/{realm}/connect/...}: the paths that callers of Firely Auth know (LCTX-FA-1, INTRO-FA-1). Public,
 * because the server's REST layer calls it.
 */
public final class ConnectEndpoints implements RealmResourceProvider {

    private final KeycloakSession session;

    ConnectEndpoints(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** The launch context API. */
    @Path("launchContext")
    public LaunchContextEndpoint launchContext() {
        return new LaunchContextEndpoint(session);
    }

    /** Token introspection. */
    @Path(SmartEndpoints.INTROSPECT)
    public IntrospectionEndpoint introspect() {
        return new IntrospectionEndpoint(session);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
