/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.representations.OIDCConfigurationRepresentation;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/** What a profile adds to {@code openid-configuration} and {@code oauth-authorization-server} (RFC 8414). */
public interface MetadataRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<MetadataRules> of(KeycloakSession session) {
        return Profiles.rules(session, MetadataRules.class);
    }

    /**
     * Adds members to the document, or changes its content.
     *
     * @param metadata the document as it would be without the profile, already corrected for the realm
     */
    void complete(OIDCConfigurationRepresentation metadata);
}
