/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import com.google.auto.service.AutoService;
import org.keycloak.protocol.oidc.OIDCWellKnownProviderFactory;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * The document {@code openid-configuration} (OpenID Connect Discovery 1.0). In a realm that uses the pack, Keycloak's
 * document is corrected; in any other realm it stays as it is.
 */
@AutoService(WellKnownProviderFactory.class)
public final class OpenIdConfigurationFactory extends MetadataOverlayFactory {

    @Override
    public String getId() {
        return "smart-openid-configuration";
    }

    @Override
    public String getAlias() {
        return OIDCWellKnownProviderFactory.PROVIDER_ID;
    }
}
