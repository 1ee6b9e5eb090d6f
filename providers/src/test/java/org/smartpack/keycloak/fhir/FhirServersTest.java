/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import static org.assertj.core.api.Assertions.assertThat;

/** Which FHIR servers a request sees while it goes from realm to realm and realms change. */
class FhirServersTest {

    private final Set<String> governed = new HashSet<>();
    private final Map<Object, Object> attributes = new HashMap<>();
    private RealmModel current = realm("one");
    private final KeycloakContext context = model(KeycloakContext.class, (self, method, args) -> current);
    private final KeycloakSession session =
            model(KeycloakSession.class, (self, method, args) -> switch (method.getName()) {
                case "getContext" -> context;
                case "getAttribute" -> attributes.get(args[0]);
                case "setAttribute" -> attributes.put(args[0], args[1]);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private RealmModel realm(String id) {
        return model(RealmModel.class, (self, method, args) -> switch (method.getName()) {
            case "getId", "getName" -> id;
            case "getAttribute" -> null;
            case "getComponentsStream" -> governed.contains(id) ? Stream.of(approval()) : Stream.empty();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static ComponentModel approval() {
        ComponentModel stored = new ComponentModel();
        stored.setName("client");
        stored.setParentId(FhirServerMapper.PROVIDER_ID);
        return stored;
    }

    private boolean isGoverned() {
        return FhirServers.of(session).governRealm();
    }

    @Test
    @DisplayName("SMART-AUTHZ-1: a request that may change the realm sees at once what it changes")
    void notKept() {
        FhirServers servers = FhirServers.of(session);
        assertThat(servers.governRealm()).isFalse();
        governed.add("one");
        assertThat(servers.governRealm()).isTrue();
        assertThat(isGoverned()).isTrue();
        governed.clear();
        assertThat(isGoverned()).isFalse();
    }

    @Test
    @DisplayName("SMART-AUTHZ-1: what is kept of one realm says nothing of another")
    void otherRealm() {
        governed.add("one");
        assertThat(FhirServers.keep(session).governRealm()).isTrue();
        current = realm("two");
        assertThat(isGoverned()).isFalse();
        assertThat(FhirServers.keep(session).governRealm()).isFalse();
        current = realm("one");
        assertThat(isGoverned()).isTrue();
    }

    @Test
    @DisplayName("a request that changes nothing looks them up once")
    void kept() {
        FhirServers kept = FhirServers.keep(session);
        assertThat(kept.governRealm()).isFalse();
        assertThat(FhirServers.keep(session)).isSameAs(kept);
        assertThat(FhirServers.of(session)).isSameAs(kept);
    }

    @Test
    @DisplayName("a request that may change the realm sees at once whether users write their own fhirUser")
    void profileNotKept() {
        FhirServers servers = FhirServers.of(session);
        assertThat(servers.letUsersDecide(() -> true)).isTrue();
        assertThat(servers.letUsersDecide(() -> false)).isFalse();
    }

    @Test
    @DisplayName("a request that changes nothing looks once whether users write their own fhirUser, in each realm")
    void profileKept() {
        AtomicInteger looks = new AtomicInteger();
        FhirServers kept = FhirServers.keep(session);
        assertThat(kept.letUsersDecide(() -> looks.incrementAndGet() > 0)).isTrue();
        assertThat(FhirServers.of(session).letUsersDecide(() -> looks.incrementAndGet() > 9))
                .isTrue();
        assertThat(looks).hasValue(1);
        current = realm("two");
        assertThat(FhirServers.keep(session).letUsersDecide(() -> looks.incrementAndGet() > 9))
                .isFalse();
    }
}
