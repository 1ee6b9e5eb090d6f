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
import org.smartpack.keycloak.launch.login.AnotherUserPage;

/** {@code /realms/{realm}/smart/...}: the pack's own paths. Public, because the server's REST layer calls it. */
public final class SmartEndpoints implements RealmResourceProvider {

    /** The last part of the introspection endpoint's path. */
    public static final String INTROSPECT = "introspect";

    private final KeycloakSession session;

    SmartEndpoints(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** The launch context API. */
    @Path("launch-context")
    public LaunchContextEndpoint launchContext() {
        return new LaunchContextEndpoint(session);
    }

    /** Token introspection. */
    @Path(INTROSPECT)
    public IntrospectionEndpoint introspect() {
        return new IntrospectionEndpoint(session);
    }

    /** The page for a launch that begins for another user than the one who is signed in. */
    @Path(AnotherUserPage.PATH)
    public AnotherUserPage anotherUser() {
        return new AnotherUserPage(session);
    }

    /** The same under the name that New Zealand's text uses. */
    @Path("tokeninfo")
    public IntrospectionEndpoint tokenInfo() {
        return new IntrospectionEndpoint(session);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
