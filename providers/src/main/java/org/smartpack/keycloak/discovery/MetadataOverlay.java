/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.List;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;
import org.keycloak.wellknown.WellKnownProvider;

/**
 * Serves the document of the next provider with corrections. Anything other than such a document, for instance a JWT,
 * is passed on unchanged.
 */
final class MetadataOverlay implements WellKnownProvider {

    private final KeycloakSession session;
    private final String alias;
    private final List<MetadataLimits> limits;

    MetadataOverlay(KeycloakSession session, String alias, List<MetadataLimits> limits) {
        this.session = session;
        this.alias = alias;
        this.limits = limits;
    }

    @Override
    public Object getConfig() {
        Object document = KeycloakMetadata.of(session, alias);
        if (document instanceof OIDCConfigurationRepresentation metadata) {
            TrueMetadata.mend(metadata, RealmFacts.of(session, KeycloakMetadata.publishedScopes(metadata)));
            MetadataRules.of(session).ifPresent(profile -> profile.complete(metadata));
            limits.forEach(limit -> limit.limit(session.getContext().getRealm(), metadata));
        }
        return document;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
