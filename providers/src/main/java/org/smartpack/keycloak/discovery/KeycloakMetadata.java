/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.NotFoundException;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCWellKnownProviderFactory;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;
import org.keycloak.wellknown.WellKnownProvider;
import org.keycloak.wellknown.WellKnownProviderFactory;

/**
 * What the server would answer without the pack: Keycloak's own document with an administrator's overrides, or the
 * document of another provider.
 */
final class KeycloakMetadata {

    private KeycloakMetadata() {}

    /**
     * The document at {@code /realms/{realm}/.well-known/{alias}}.
     *
     * @throws NotFoundException if no other provider serves it
     */
    static Object of(KeycloakSession session, String alias) {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(WellKnownProvider.class)
                .map(WellKnownProviderFactory.class::cast)
                .filter(factory -> alias.equals(factory.getAlias()) && !(factory instanceof MetadataOverlayFactory))
                .min(Comparator.comparingInt(WellKnownProviderFactory::getPriority))
                .map(factory -> session.getProvider(WellKnownProvider.class, factory.getId()))
                .orElseThrow(NotFoundException::new)
                .getConfig();
    }

    /**
     * The names of the client scopes in {@code openid-configuration}; none if an administrator or provider hides them.
     */
    static List<String> publishedScopes(KeycloakSession session) {
        return of(session, OIDCWellKnownProviderFactory.PROVIDER_ID) instanceof OIDCConfigurationRepresentation metadata
                ? publishedScopes(metadata)
                : List.of();
    }

    /** The names of the client scopes in a document. */
    static List<String> publishedScopes(OIDCConfigurationRepresentation metadata) {
        return Optional.ofNullable(metadata.getScopesSupported()).orElse(List.of());
    }
}
