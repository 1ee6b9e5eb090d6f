/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Serves {@code /realms/{realm}/.well-known/smart-configuration}: the SMART App Launch 2.2 discovery document (section
 * "Conformance") of the realm's FHIR server. Needs neither authentication nor settings. For an unknown realm the answer
 * is the same as elsewhere in Keycloak.
 */
@AutoService(WellKnownProviderFactory.class)
public final class SmartConfigurationProviderFactory
        implements WellKnownProviderFactory, PlainFactory<WellKnownProvider> {

    /** The provider's id and the last part of the document's path. */
    public static final String ID = "smart-configuration";

    @Override
    public WellKnownProvider create(KeycloakSession session) {
        return new SmartConfigurationProvider(session);
    }

    @Override
    public String getId() {
        return ID;
    }
}
