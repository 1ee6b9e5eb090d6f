/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.profile;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProfilesTest {

    private static final RealmModel REALM = realm("here");
    private static final RealmModel OTHER_REALM = realm("elsewhere");

    private static final Greeting DUTCH = () -> "dag";

    private int searches;
    private RealmModel current = REALM;

    /** A kind of rules. */
    private interface Greeting extends ProfileRules {
        String text();
    }

    /** Another kind, on which none of the profiles here has rules. */
    private interface Farewell extends ProfileRules {}

    private record Profile(String title, Set<RealmModel> realms, Greeting greeting) implements SmartProfile {

        @Override
        public boolean governs(RealmModel realm) {
            return realms.contains(realm);
        }

        @Override
        public <R extends ProfileRules> Optional<R> rules(Class<R> kind) {
            return Optional.of(greeting).filter(kind::isInstance).map(kind::cast);
        }
    }

    private static Profile profile(String title, Greeting greeting, RealmModel... realms) {
        return new Profile(title, Set.of(realms), greeting);
    }

    private static <T> T model(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(ProfilesTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static RealmModel realm(String name) {
        return model(RealmModel.class, (self, method, args) -> switch (method.getName()) {
            case "getName", "getId" -> name;
            case "equals" -> self == args[0];
            case "hashCode" -> name.hashCode();
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** A session for a request of {@link #current}. */
    private KeycloakSession session(SmartProfile... installed) {
        Map<Object, Object> attributes = new HashMap<>();
        KeycloakContext context = model(KeycloakContext.class, (self, method, args) -> current);
        return model(KeycloakSession.class, (self, method, args) -> switch (method.getName()) {
            case "getContext" -> context;
            case "getAttribute" -> attributes.get(args[0]);
            case "setAttribute" -> attributes.put(args[0], args[1]);
            case "getAllProviders" -> {
                searches++;
                yield new LinkedHashSet<>(List.of(installed));
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    @Test
    @DisplayName("what the realm's profile says is heard, and no other profile")
    void hears() {
        KeycloakSession session =
                session(profile("French", () -> "salut", OTHER_REALM), profile("Dutch", DUTCH, REALM));
        assertThat(Profiles.rules(session, Greeting.class)).contains(DUTCH);
    }

    @Test
    @DisplayName("a matter of which the realm's profile says nothing stays as it is, whatever others say of it")
    void saysNothing() {
        KeycloakSession session = session(profile("Dutch", DUTCH, REALM));
        assertThat(Profiles.rules(session, Farewell.class)).isEmpty();
    }

    @Test
    @DisplayName("a realm without a profile hears nothing")
    void isNone() {
        assertThat(Profiles.rules(session(profile("Dutch", DUTCH, OTHER_REALM)), Greeting.class))
                .isEmpty();
        assertThat(Profiles.rules(session(), Greeting.class)).isEmpty();
    }

    @Test
    @DisplayName("a realm with two profiles gets an answer from neither, in whatever order they are installed")
    void isTwo() {
        Profile dutch = profile("Dutch", DUTCH, REALM);
        Profile french = profile("French", () -> "salut", REALM, OTHER_REALM);
        for (KeycloakSession session : List.of(session(dutch, french), session(french, dutch))) {
            assertThatThrownBy(() -> Profiles.rules(session, Greeting.class))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("here", "Dutch", "French");
            assertThatThrownBy(() -> Profiles.rules(session, Farewell.class)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    @DisplayName("a realm that has a profile is given no other one, and its own one anew")
    void refusesTheSecond() {
        KeycloakSession session = session(profile("Dutch", DUTCH, REALM), profile("French", () -> "salut"));
        assertThat(Profiles.objection(session, REALM, "French"))
                .hasValueSatisfying(text -> assertThat(text).contains("Dutch").doesNotContain("'"));
        assertThat(Profiles.objection(session, REALM, "Dutch")).isEmpty();
        assertThat(Profiles.objection(session, OTHER_REALM, "French")).isEmpty();
    }

    @Test
    @DisplayName("a session looks once for the profiles that are installed, and asks each time what a realm has")
    void searchesOnce() {
        KeycloakSession session = session(profile("Dutch", DUTCH, REALM));
        Profiles.rules(session, Greeting.class);
        Profiles.rules(session, Farewell.class);
        Profiles.objection(session, REALM, "French");
        assertThat(searches).isEqualTo(1);
    }

    @Test
    @DisplayName("a request that may change the realm hears at once of its new profile, and of one that is gone")
    void notKept() {
        Set<RealmModel> realms = new HashSet<>();
        KeycloakSession session = session(new Profile("Dutch", realms, DUTCH));
        assertThat(Profiles.rules(session, Greeting.class)).isEmpty();
        realms.add(REALM);
        assertThat(Profiles.rules(session, Greeting.class)).contains(DUTCH);
        realms.clear();
        assertThat(Profiles.rules(session, Greeting.class)).isEmpty();
    }

    @Test
    @DisplayName("a request that changes nothing asks once what its realm has, and anew for another realm")
    void kept() {
        Set<RealmModel> realms = new HashSet<>(Set.of(REALM));
        KeycloakSession session = session(new Profile("Dutch", realms, DUTCH));
        Profiles.keep(session);
        assertThat(Profiles.rules(session, Greeting.class)).contains(DUTCH);
        realms.clear();
        assertThat(Profiles.rules(session, Greeting.class)).contains(DUTCH);
        Profiles.keep(session);
        assertThat(Profiles.rules(session, Greeting.class)).contains(DUTCH);
        current = OTHER_REALM;
        assertThat(Profiles.rules(session, Greeting.class)).isEmpty();
        Profiles.keep(session);
        assertThat(Profiles.rules(session, Greeting.class)).isEmpty();
    }

    @Test
    @DisplayName("a realm with two profiles gets no answer from a request that changes nothing either, each time")
    void keptTwo() {
        KeycloakSession session = session(profile("Dutch", DUTCH, REALM), profile("French", () -> "salut", REALM));
        Profiles.keep(session);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Profiles.rules(session, Greeting.class)).isInstanceOf(IllegalStateException.class);
        }
    }
}
