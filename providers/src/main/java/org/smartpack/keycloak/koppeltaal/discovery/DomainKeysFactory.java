/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.discovery;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Serves {@code /realms/{realm}/.well-known/jwks.json} of a Koppeltaal domain, see {@link DomainKeys}. Koppeltaal's own
 * starter looks for keys only below the issuer (KT-DISC-1). In every other realm the path doesn't exist, as without the
 * pack.
 */
@AutoService(WellKnownProviderFactory.class)
public final class DomainKeysFactory implements WellKnownProviderFactory, PlainFactory<WellKnownProvider> {

    @Override
    public WellKnownProvider create(KeycloakSession session) {
        return KoppeltaalDomain.of(session)
                .map(domain -> new DomainKeys(session))
                // Keycloak then answers 404.
                .orElse(null);
    }

    @Override
    public String getId() {
        return "smart-koppeltaal-keys";
    }

    /** The last part of the path. */
    @Override
    public String getAlias() {
        return "jwks.json";
    }
}
