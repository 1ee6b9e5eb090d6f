/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.Path;

import com.google.auto.service.AutoService;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.ext.OIDCExtProvider;
import org.keycloak.protocol.oidc.ext.OIDCExtProviderFactory;
import org.keycloak.protocol.oidc.par.endpoints.ParEndpoint;
import org.keycloak.protocol.oidc.par.endpoints.ParRootEndpoint;

/**
 * Keycloak's endpoint for pushed authorization requests, with two differences. A refused assertion is answered with 401
 * {@code invalid_client}, as at the token endpoint (RFC 9126 section 2.3), not with {@code invalid_request}. And a
 * pushed request is bound to its realm and client.
 */
@AutoService(OIDCExtProviderFactory.class)
public final class SmartParEndpointFactory extends ParRootEndpoint {

    private final KeycloakSession session;
    private EventBuilder event;

    /** Called by Keycloak, which then asks this instance for endpoints. */
    public SmartParEndpointFactory() {
        this(null);
    }

    private SmartParEndpointFactory(KeycloakSession session) {
        super(session);
        this.session = session;
    }

    @Override
    public OIDCExtProvider create(KeycloakSession session) {
        return new SmartParEndpointFactory(session);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void setEvent(EventBuilder event) {
        this.event = event;
    }

    @Override
    @Path("/request")
    public ParEndpoint request() {
        return new SmartParEndpoint(session, event);
    }
}
