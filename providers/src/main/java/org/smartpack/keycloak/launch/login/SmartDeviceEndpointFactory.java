/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import com.google.auto.service.AutoService;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpointFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/**
 * Replaces Keycloak's {@code /realms/{realm}/device}. Users go there with the code that their device shows, but
 * Keycloak also serves the requests of devices at that path. The same rules apply to them there as at the protocol's
 * own endpoint.
 */
@AutoService(RealmResourceProviderFactory.class)
public final class SmartDeviceEndpointFactory extends DeviceEndpointFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        SmartLoginProtocolFactory.readGiven(session);
        KeycloakContext context = session.getContext();
        return new SmartDeviceEndpoint(session, new EventBuilder(context.getRealm(), session, context.getConnection()));
    }

    /** Above Keycloak's own factory. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
