/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.keycloak.models.Constants;

/**
 * How users of one type log in to an application (KT-AUTHZ-3, 4, 6).
 *
 * @param providers the aliases of the identity providers; the first is for launches without a hint; empty for the
 *     realm's own login
 * @param claim the identity provider's claim that identifies the user; may be empty
 * @param system the identifier system of that claim's values at the FHIR service; may be empty
 */
public record IdentitySettings(List<String> providers, String claim, String system) {

    /** The settings in a mapper's configuration for one type of user, for instance {@code Patient}. */
    static IdentitySettings of(Map<String, String> config, String userType) {
        List<String> providers = Arrays.stream(config.getOrDefault(IdentityProperties.providers(userType), "")
                        .split(Constants.CFG_DELIMITER))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .distinct()
                .toList();
        return new IdentitySettings(
                providers,
                config.getOrDefault(IdentityProperties.claim(userType), "").strip(),
                config.getOrDefault(IdentityProperties.system(userType), "").strip());
    }

    /** Whether users are matched by an identifier. If only one of the two settings is present, nobody matches. */
    public boolean matchesIdentifier() {
        return !claim.isEmpty() || !system.isEmpty();
    }

    /** Whether the settings are complete. */
    boolean isWhole() {
        return claim.isEmpty() == system.isEmpty() && (claim.isEmpty() || !providers.isEmpty());
    }
}
