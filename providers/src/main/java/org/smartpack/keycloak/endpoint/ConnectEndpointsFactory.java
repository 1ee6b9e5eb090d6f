/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.endpoint;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/** See {@link ConnectEndpoints}. */
@AutoService(RealmResourceProviderFactory.class)
public final class ConnectEndpointsFactory
        implements RealmResourceProviderFactory, PlainFactory<RealmResourceProvider> {

    /** The first part of the path below the realm. */
    public static final String ID = "connect";

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new ConnectEndpoints(session);
    }

    @Override
    public String getId() {
        return ID;
    }
}
