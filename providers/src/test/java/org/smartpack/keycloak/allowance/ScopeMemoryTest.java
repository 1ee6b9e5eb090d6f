/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.rar.AuthorizationDetails;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeMemoryTest {

    private final KeycloakSession session = session();

    private static KeycloakSession session() {
        Map<Object, Object> attributes = new HashMap<>();
        return (KeycloakSession) Proxy.newProxyInstance(
                ScopeMemoryTest.class.getClassLoader(),
                new Class<?>[] {KeycloakSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static ScopeMemory.Reading reading() {
        return new ScopeMemory.Reading(
                Occasion.USER, "client", "user", false, "openid", Optional.empty(), Optional.empty());
    }

    @Test
    @DisplayName("SMART-SCOPE-60, 64: what was decided counts for the same question only, whatever of it is different")
    void question() {
        ScopeMemory memory = ScopeMemory.of(session);
        memory.keep(reading(), List.of());

        assertThat(ScopeMemory.of(session).entries(reading())).isPresent();
        Optional<OriginalGrant> grant = Optional.of(OriginalGrant.of("patient/*.rs"));
        for (ScopeMemory.Reading other : List.of(
                new ScopeMemory.Reading(
                        Occasion.EXISTING_GRANT, "client", "user", false, "openid", Optional.empty(), Optional.empty()),
                new ScopeMemory.Reading(
                        Occasion.USER, "other", "user", false, "openid", Optional.empty(), Optional.empty()),
                new ScopeMemory.Reading(
                        Occasion.USER, "client", null, false, "openid", Optional.empty(), Optional.empty()),
                new ScopeMemory.Reading(
                        Occasion.USER, "client", "user", true, "openid", Optional.empty(), Optional.empty()),
                new ScopeMemory.Reading(
                        Occasion.USER, "client", "user", false, null, Optional.empty(), Optional.empty()),
                new ScopeMemory.Reading(Occasion.USER, "client", "user", false, "openid", grant, Optional.empty()))) {
            assertThat(memory.entries(other)).as(other.toString()).isEmpty();
        }
        assertThat(ScopeMemory.of(session()).entries(reading())).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: an answer for anyone counts for every user, and for nothing else that is different")
    void anyone() {
        ScopeMemory memory = ScopeMemory.of(session);
        memory.keepForAnyone(own("client", "user", true), List.of());

        assertThat(memory.entries(own("client", null, true))).isPresent();
        assertThat(memory.entries(own("client", "another", true))).isPresent();
        assertThat(memory.entries(own("other", "user", true))).isEmpty();
        assertThat(memory.entries(own("client", "user", false))).isEmpty();
    }

    private static ScopeMemory.Reading own(String client, String user, boolean isOwnToken) {
        return new ScopeMemory.Reading(
                Occasion.CLIENT_CREDENTIALS,
                client,
                user,
                isOwnToken,
                "system/*.rs",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    @DisplayName("what Keycloak adds to an answer isn't part of the next one")
    void copied() {
        ScopeMemory memory = ScopeMemory.of(session);
        List<AuthorizationDetails> entries = new ArrayList<>();
        memory.keep(reading(), entries);
        entries.add(new AuthorizationDetails(Models.scope("profile")));
        assertThat(memory.entries(reading())).contains(List.of());
    }

    @Test
    @DisplayName("a client's scopes are looked up anew where nobody has said that the request doesn't change them")
    void assigned() {
        Map<String, ClientScopeModel> optional = Models.byName(Models.scope("patient/*.rs"));
        ClientModel client = Models.client(Map.of(), optional, false, new AtomicInteger());
        KnownAllowances known = new KnownAllowances();
        ScopeMemory memory = ScopeMemory.of(session);
        assertThat(memory.assigned(session, known, client).allowances()).hasSize(1);

        optional.clear();
        assertThat(memory.assigned(session, known, client).allowances()).isEmpty();

        session.setAttribute(Occasion.class.getName(), Occasion.USER);
        AssignedScopes once = memory.assigned(session, known, client);
        assertThat(memory.assigned(session, known, client)).isSameAs(once);
    }
}
