/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.setup;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;

import org.smartpack.keycloak.approval.Approved;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens after the commit of a request that saved a mapper. */
class RealmSetupTest {

    private final Map<String, Object> attributes = new HashMap<>();
    private final List<KeycloakTransaction> afterCompletion = new ArrayList<>();
    private final List<SavedMapper> completed = new ArrayList<>();
    private RealmModel stored;

    private final MapperSetup setup = new MapperSetup() {
        @Override
        public String mapper() {
            return "test-mapper";
        }

        @Override
        public String title() {
            return "Test";
        }

        @Override
        public String verb() {
            return "set";
        }

        @Override
        public List<Part> parts() {
            return List.of(saved -> {
                completed.add(saved);
                return List.of();
            });
        }

        @Override
        public boolean isWanted(Part part, Map<String, String> config) {
            return true;
        }
    };

    private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.apply(method.getName(), arguments);
                    return answer == null && method.getReturnType() == boolean.class ? false : answer;
                }));
    }

    private KeycloakSession session() {
        KeycloakTransactionManager transaction = fake(KeycloakTransactionManager.class, (name, arguments) -> {
            if (name.equals("enlistAfterCompletion")) {
                afterCompletion.add((KeycloakTransaction) arguments[0]);
            }
            return null;
        });
        RealmProvider realms = fake(RealmProvider.class, (name, arguments) -> name.equals("getRealm") ? stored : null);
        return fake(KeycloakSession.class, (name, arguments) -> switch (name) {
            case "getTransactionManager" -> transaction;
            case "realms" -> realms;
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> null;
        });
    }

    private static RealmModel realm() {
        return fake(RealmModel.class, (name, arguments) -> name.equals("getId") ? "realm" : null);
    }

    private Approved approved(String clientId) {
        ClientModel client = fake(ClientModel.class, (name, arguments) -> name.equals("getId") ? clientId : null);
        return new Approved(session(), realm(), client, setup.mapper(), true, Optional.empty());
    }

    private List<Change> complete() {
        return new RealmSetup(approved("a"), setup)
                .complete(session(), setup.parts().get(0));
    }

    @Test
    @DisplayName("KT-DOM-8: the client was deleted meanwhile")
    void clientDeleted() {
        stored = realm();
        assertThat(complete()).isEmpty();
        assertThat(completed).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-8: the realm was deleted meanwhile")
    void realmDeleted() {
        assertThat(complete()).isEmpty();
        assertThat(completed).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-8: a mapper that is approved several times in a request is completed once; a rollback, never")
    void once() {
        List.of("a", "a", "b").forEach(client -> RealmSetup.afterCommit(approved(client), setup));
        assertThat(afterCompletion).hasSize(2);
        afterCompletion.forEach(transaction -> {
            transaction.begin();
            transaction.rollback();
        });
        assertThat(completed).isEmpty();
    }
}
