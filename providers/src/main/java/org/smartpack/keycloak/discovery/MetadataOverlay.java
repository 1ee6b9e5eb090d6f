/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

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

    MetadataOverlay(KeycloakSession session, String alias) {
        this.session = session;
        this.alias = alias;
    }

    @Override
    public Object getConfig() {
        Object document = KeycloakMetadata.of(session, alias);
        if (document instanceof OIDCConfigurationRepresentation metadata) {
            TrueMetadata.mend(metadata, RealmFacts.of(session, KeycloakMetadata.publishedScopes(metadata)));
            MetadataRules.of(session).ifPresent(profile -> profile.complete(metadata));
        }
        return document;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
