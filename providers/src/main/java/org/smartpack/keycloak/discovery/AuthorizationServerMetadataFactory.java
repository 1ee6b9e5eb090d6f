/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import com.google.auto.service.AutoService;
import org.keycloak.protocol.oauth2.OAuth2WellKnownProviderFactory;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * {@code oauth-authorization-server} (RFC 8414) of a realm that uses the pack, at both paths where Keycloak serves it:
 * Keycloak's document, made true. That of any other realm is as without the pack.
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

    /** As Keycloak's: RFC 8414 section 3.1 puts the well-known part before the issuer's path. */
    @Override
    public boolean isAvailableViaServerMetadata() {
        return true;
    }
}
