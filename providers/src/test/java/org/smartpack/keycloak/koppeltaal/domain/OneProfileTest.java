/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.SmartProfile;

import static org.assertj.core.api.Assertions.assertThat;

class OneProfileTest {

    private static final RealmModel REALM = model(RealmModel.class, (self, method, args) -> Stream.empty());
    private static final ClientModel CLIENT = model(ClientModel.class, (self, method, args) -> "client");

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(OneProfileTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private record Profile(String title) implements SmartProfile {

        @Override
        public boolean governs(RealmModel realm) {
            return true;
        }

        @Override
        public <R extends ProfileRules> Optional<R> rules(Class<R> kind) {
            return Optional.empty();
        }
    }

    private static KeycloakSession session(SmartProfile profile) {
        return model(
                KeycloakSession.class,
                (self, method, args) -> method.getName().equals("getAllProviders") ? Set.of(profile) : null);
    }

    private static Optional<String> check(ApprovedMapper mapper, KeycloakSession session) {
        return mapper instanceof KoppeltaalAppMapper app
                ? app.check(session, REALM, CLIENT, Map.of())
                : ((KoppeltaalDomainMapper) mapper).problem(session, REALM, Map.of());
    }

    @Test
    @DisplayName(
            "KT-DOM-1: a realm with another profile becomes no domain and gets no application; a Koppeltaal realm does")
    void oneProfile() {
        for (ApprovedMapper mapper : List.of(new KoppeltaalDomainMapper(), new KoppeltaalAppMapper())) {
            assertThat(check(mapper, session(new Profile("Other"))))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("Other"));
            assertThat(check(mapper, session(new Profile("Koppeltaal")))).isEmpty();
        }
    }
}
