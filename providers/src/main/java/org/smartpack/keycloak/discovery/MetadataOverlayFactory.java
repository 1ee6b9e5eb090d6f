/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;

import org.keycloak.models.KeycloakSession;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Puts the pack in front of the provider of a metadata document, by the same alias and a lower priority number. A
 * custom provider that follows Keycloak's advice (priority 1, the default) still comes before the pack.
 */
abstract class MetadataOverlayFactory implements WellKnownProviderFactory, PlainFactory<WellKnownProvider> {

    /** Less than 100, so that it comes before Keycloak's own. */
    private static final int PRIORITY = 50;

    private final List<MetadataLimits> limits = MetadataLimits.all();

    @Override
    public final WellKnownProvider create(KeycloakSession session) {
        return new MetadataOverlay(session, getAlias(), limits);
    }

    /** The last part of the document's path. Abstract, because the default, the id, is never right here. */
    @Override
    public abstract String getAlias();

    @Override
    public final int getPriority() {
        return PRIORITY;
    }
}
