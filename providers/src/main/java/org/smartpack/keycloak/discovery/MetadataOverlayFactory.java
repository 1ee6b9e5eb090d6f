/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import org.keycloak.models.KeycloakSession;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Puts the pack before the provider of a metadata document and lets it answer first: same alias, lower priority number.
 * Somebody's own provider that follows Keycloak's advice for such (priority 1, the default) still comes before the
 * pack.
 */
abstract class MetadataOverlayFactory implements WellKnownProviderFactory, PlainFactory<WellKnownProvider> {

    /** Before Keycloak's own, which have 100. */
    private static final int PRIORITY = 50;

    @Override
    public final WellKnownProvider create(KeycloakSession session) {
        return new MetadataOverlay(session, getAlias());
    }

    /** The last part of the document's path; abstract, as it is never the id here. */
    @Override
    public abstract String getAlias();

    @Override
    public final int getPriority() {
        return PRIORITY;
    }
}
