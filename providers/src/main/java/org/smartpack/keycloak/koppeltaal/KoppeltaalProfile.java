/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.koppeltaal.hti.HtiLaunchRules;
import org.smartpack.keycloak.koppeltaal.hti.HtiTokenResponse;
import org.smartpack.keycloak.launch.LaunchRules;
import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.token.ContextOnlyResponse;

/** Koppeltaal 2.0: has a say in realms that are a Koppeltaal domain. */
final class KoppeltaalProfile implements SmartProfile {

    private final KeycloakSession session;
    private final Map<Class<?>, Function<KoppeltaalDomain, ?>> rules = new HashMap<>();

    KoppeltaalProfile(KeycloakSession session) {
        this.session = session;
        rules.put(LaunchRules.class, domain -> new HtiLaunchRules(session, domain));
        rules.put(ContextOnlyResponse.class, domain -> new HtiTokenResponse());
    }

    @Override
    public <T> Optional<T> rules(Class<T> kind) {
        Function<KoppeltaalDomain, ?> found = rules.get(kind);
        return found == null
                ? Optional.empty()
                : KoppeltaalDomain.of(session).map(found).map(kind::cast);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
