/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.discovery.MetadataRules;
import org.smartpack.keycloak.introspection.IntrospectionRules;
import org.smartpack.keycloak.iua.discovery.IuaMetadata;
import org.smartpack.keycloak.iua.introspection.IuaIntrospection;
import org.smartpack.keycloak.iua.realm.IuaRealm;
import org.smartpack.keycloak.iua.token.IuaAssertions;
import org.smartpack.keycloak.iua.token.IuaAudience;
import org.smartpack.keycloak.iua.token.IuaTokens;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.SmartProfile;
import org.smartpack.keycloak.token.AssertionRules;
import org.smartpack.keycloak.token.TokenRules;
import org.smartpack.keycloak.token.audience.AudienceRules;

/**
 * IHE IUA. It governs the realms in which a realm administrator approved the mapper "IHE IUA realm". Its rules stay
 * while the mapper is broken, with the settings' defaults.
 */
final class IuaProfile implements SmartProfile {

    private static final Map<Class<? extends ProfileRules>, Function<KeycloakSession, ? extends ProfileRules>> RULES =
            Map.of(
                    MetadataRules.class, IuaMetadata::new,
                    TokenRules.class, IuaTokens::new,
                    AudienceRules.class, IuaAudience::new,
                    AssertionRules.class, session -> new IuaAssertions(),
                    IntrospectionRules.class, session -> new IuaIntrospection());

    private final KeycloakSession session;

    IuaProfile(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String title() {
        return IuaRealm.PROFILE;
    }

    @Override
    public boolean governs(RealmModel realm) {
        return IuaRealm.wasApproved(realm);
    }

    @Override
    public <R extends ProfileRules> Optional<R> rules(Class<R> kind) {
        return Optional.ofNullable(RULES.get(kind))
                .map(rules -> rules.apply(session))
                .map(kind::cast);
    }
}
