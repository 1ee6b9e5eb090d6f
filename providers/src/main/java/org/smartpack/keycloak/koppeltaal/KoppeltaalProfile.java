/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.discovery.SmartConfigurationRules;
import org.smartpack.keycloak.introspection.IntrospectionRules;
import org.smartpack.keycloak.koppeltaal.audit.Audit;
import org.smartpack.keycloak.koppeltaal.discovery.DomainConfiguration;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.koppeltaal.hti.BrokenDomainRules;
import org.smartpack.keycloak.koppeltaal.hti.HtiIntrospection;
import org.smartpack.keycloak.koppeltaal.hti.HtiLaunchRules;
import org.smartpack.keycloak.koppeltaal.hti.HtiTokenResponse;
import org.smartpack.keycloak.koppeltaal.introspection.IdTokens;
import org.smartpack.keycloak.koppeltaal.introspection.KoppeltaalIntrospection;
import org.smartpack.keycloak.koppeltaal.scope.RoleAllowances;
import org.smartpack.keycloak.koppeltaal.token.DomainTokens;
import org.smartpack.keycloak.launch.rules.LaunchObserver;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.token.ContextOnlyResponse;
import org.smartpack.keycloak.token.TokenRules;

/**
 * Koppeltaal 2.0. It governs the realms in which a realm administrator approved a domain, or an application of one.
 * Most rules need the domain. The rules for scopes and tokens look at the client first, because they rarely apply, and
 * because an application must not get other rights when its domain is gone.
 */
final class KoppeltaalProfile implements SmartProfile {

    /** The rules that apply in a domain. */
    private static final Map<
                    Class<? extends ProfileRules>,
                    BiFunction<KeycloakSession, KoppeltaalDomain, ? extends ProfileRules>>
            OF_DOMAIN = Map.of(
                    LaunchRules.class, HtiLaunchRules::new,
                    LaunchObserver.class, Audit::new,
                    ContextOnlyResponse.class, (session, domain) -> new HtiTokenResponse(),
                    IntrospectionRules.class, KoppeltaalProfile::introspection,
                    SmartConfigurationRules.class, DomainConfiguration::new);

    private final KeycloakSession session;

    KoppeltaalProfile(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String title() {
        return KoppeltaalDomain.PROFILE;
    }

    @Override
    public boolean governs(RealmModel realm) {
        return KoppeltaalDomain.wasApproved(realm) || KoppeltaalApp.wasApproved(realm);
    }

    @Override
    public <R extends ProfileRules> Optional<R> rules(Class<R> kind) {
        return find(kind).map(kind::cast);
    }

    private Optional<? extends ProfileRules> find(Class<?> kind) {
        if (kind == AllowanceSource.class) {
            return Optional.of(new RoleAllowances(session));
        }
        if (kind == TokenRules.class) {
            return Optional.of(new DomainTokens(session));
        }
        BiFunction<KeycloakSession, KoppeltaalDomain, ? extends ProfileRules> rules = OF_DOMAIN.get(kind);
        if (rules == null) {
            return Optional.empty();
        }
        Optional<KoppeltaalDomain> domain = KoppeltaalDomain.of(session);
        if (domain.isEmpty()
                && kind == LaunchRules.class
                && KoppeltaalDomain.wasApproved(session.getContext().getRealm())) {
            return Optional.of(new BrokenDomainRules());
        }
        return domain.map(found -> rules.apply(session, found));
    }

    private static IntrospectionRules introspection(KeycloakSession session, KoppeltaalDomain domain) {
        return new KoppeltaalIntrospection(
                session, domain, List.of(new IdTokens(session), new HtiIntrospection(session, domain)));
    }
}
