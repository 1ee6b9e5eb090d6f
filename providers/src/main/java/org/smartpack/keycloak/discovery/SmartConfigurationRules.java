/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/** A profile that has a {@code smart-configuration} document of its own. */
public interface SmartConfigurationRules extends ProfileRules {

    /** Those of the request's realm. */
    static Optional<SmartConfigurationRules> of(KeycloakSession session) {
        return Profiles.rules(session, SmartConfigurationRules.class);
    }

    /** The document, as it is to be printed; {@code endpoints} are those of the request's realm. */
    Map<String, Object> document(Endpoints endpoints);
}
