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

/** The rules of a profile that has its own {@code smart-configuration} document. */
public interface SmartConfigurationRules extends ProfileRules {

    /** The rules of the profile of the request's realm. */
    static Optional<SmartConfigurationRules> of(KeycloakSession session) {
        return Profiles.rules(session, SmartConfigurationRules.class);
    }

    /** The members of the JSON document, in order; {@code endpoints} are those of the request's realm. */
    Map<String, Object> document(Endpoints endpoints);
}
