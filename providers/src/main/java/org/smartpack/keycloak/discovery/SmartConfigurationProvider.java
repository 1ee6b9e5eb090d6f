/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.function.Function;

import jakarta.ws.rs.core.UriBuilder;

import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;
import org.keycloak.urls.UrlType;
import org.keycloak.wellknown.WellKnownProvider;

/** Writes the document for the realm of the request. */
final class SmartConfigurationProvider implements WellKnownProvider {

    private final KeycloakSession session;

    SmartConfigurationProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public SmartConfiguration getConfig() {
        KeycloakContext context = session.getContext();
        context.setHttpResponse(ReadableByAnyOrigin.from(context.getHttpResponse()));
        return SmartConfiguration.of(
                RealmFacts.of(session, KeycloakMetadata.publishedScopes(session)),
                url(OIDCLoginProtocolService::tokenUrl),
                url(OIDCLoginProtocolService::tokenIntrospectionUrl),
                url(OIDCLoginProtocolService::tokenRevocationUrl));
    }

    /**
     * Always the realm's public URL (the frontend URL, where one is set), unlike {@code openid-configuration}, which may
     * name back-channel endpoints as the reader reached it: FHIR servers fetch this document over an internal address
     * and hand it on to apps outside.
     */
    private String url(Function<UriBuilder, UriBuilder> endpoint) {
        KeycloakContext context = session.getContext();
        return endpoint.apply(context.getUri(UrlType.FRONTEND).getBaseUriBuilder())
                .build(context.getRealm().getName())
                .toString();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
