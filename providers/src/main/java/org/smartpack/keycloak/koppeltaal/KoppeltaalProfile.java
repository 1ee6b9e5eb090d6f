/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.discovery.SmartConfigurationRules;
import org.smartpack.keycloak.introspection.IntrospectionRules;
import org.smartpack.keycloak.koppeltaal.audit.LaunchAudit;
import org.smartpack.keycloak.koppeltaal.discovery.DomainConfiguration;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.koppeltaal.hti.BrokenDomainRules;
import org.smartpack.keycloak.koppeltaal.hti.HtiIntrospection;
import org.smartpack.keycloak.koppeltaal.hti.HtiLaunchRules;
import org.smartpack.keycloak.koppeltaal.hti.HtiTokenResponse;
import org.smartpack.keycloak.koppeltaal.introspection.IdTokens;
import org.smartpack.keycloak.koppeltaal.introspection.KoppeltaalIntrospection;
import org.smartpack.keycloak.koppeltaal.scope.RoleAllowances;
import org.smartpack.keycloak.launch.rules.LaunchObserver;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.token.ContextOnlyResponse;

/** Koppeltaal 2.0: has a say in realms that are a Koppeltaal domain. */
final class KoppeltaalProfile implements SmartProfile {

    private final KeycloakSession session;
    private final Map<Class<?>, Function<KoppeltaalDomain, ?>> rules = new HashMap<>();

    KoppeltaalProfile(KeycloakSession session) {
        this.session = session;
        rules.put(
                IntrospectionRules.class,
                domain -> new KoppeltaalIntrospection(
                        session, domain, List.of(new IdTokens(session), new HtiIntrospection(session, domain))));
        rules.put(SmartConfigurationRules.class, domain -> new DomainConfiguration(session, domain));
        rules.put(LaunchObserver.class, domain -> new LaunchAudit(session));
        rules.put(LaunchRules.class, domain -> new HtiLaunchRules(session, domain));
        rules.put(ContextOnlyResponse.class, domain -> new HtiTokenResponse());
    }

    @Override
    public <T> Optional<T> rules(Class<T> kind) {
        if (kind == AllowanceSource.class) {
            // Looks at the client first, which nearly always is no application; and one that is has no other rights
            // where
            // the domain is gone.
            return Optional.of(kind.cast(new RoleAllowances(session)));
        }
        if (kind == LaunchRules.class && KoppeltaalDomain.isBroken(session)) {
            return Optional.of(kind.cast(new BrokenDomainRules()));
        }
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
