/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import com.google.auto.service.AutoService;
import org.keycloak.protocol.oauth2.OAuth2WellKnownProviderFactory;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * The document {@code oauth-authorization-server} (RFC 8414), at both paths where Keycloak serves it. In a realm that
 * uses the pack, Keycloak's document is corrected; in any other realm it stays as it is.
 */
@AutoService(WellKnownProviderFactory.class)
public final class AuthorizationServerMetadataFactory extends MetadataOverlayFactory {

    @Override
    public String getId() {
        return "smart-oauth-authorization-server";
    }

    @Override
    public String getAlias() {
        return OAuth2WellKnownProviderFactory.PROVIDER_ID;
    }

    /** As in Keycloak's own factory: RFC 8414 section 3.1 puts the well-known part before the issuer's path. */
    @Override
    public boolean isAvailableViaServerMetadata() {
        return true;
    }
}
