/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchStoreTest {

    private static final String HANDLE = "handle-of-an-ehr";
    private static final int LOGIN_SECONDS = 1000;

    private static final Launch LAUNCH = new Launch(
            new LaunchContext(Map.of("patient", "pat-1")),
            "server",
            "https://ehr.example.org/fhir",
            Optional.of("app"),
            Optional.empty(),
            4_000_000_000L,
            true);

    private final Map<String, Object> entries = new HashMap<>();
    private final Map<String, Long> lives = new HashMap<>();

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private LaunchStore storeOf(String realm) {
        RealmModel model = fake(RealmModel.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getId" -> realm;
            case "getAccessCodeLifespanLogin" -> LOGIN_SECONDS;
            default -> 0;
        });
        KeycloakContext context = fake(KeycloakContext.class, (proxy, method, arguments) -> model);
        KeycloakTransactionManager transactions =
                fake(KeycloakTransactionManager.class, (proxy, method, arguments) -> null);
        SingleUseObjectProvider objects =
                fake(SingleUseObjectProvider.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "put" -> {
                        lives.put((String) arguments[0], (Long) arguments[1]);
                        yield entries.put((String) arguments[0], arguments[2]);
                    }
                    case "get" -> entries.get(arguments[0]);
                    case "remove" -> entries.remove(arguments[0]);
                    default -> throw new AssertionError(method);
                });
        return new LaunchStore(fake(KeycloakSession.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "singleUseObjects" -> objects;
            case "getContext" -> context;
            case "getTransactionManager" -> transactions;
            default -> throw new AssertionError(method);
        }));
    }

    @Test
    @DisplayName("LCTX-17, 27: a launch is kept under a hash of its handle, which is another one in every realm")
    void hashed() {
        storeOf("one").keep(HANDLE, LAUNCH, 300);
        storeOf("two").keep(HANDLE, LAUNCH, 300);
        assertThat(entries).hasSize(2);
        assertThat(entries.toString()).doesNotContain(HANDLE);
    }

    @Test
    @DisplayName("LCTX-27: it is kept for its time and that of a login that begins at its end, and no longer")
    void life() {
        storeOf("one").keep(HANDLE, LAUNCH, 300);
        assertThat(lives.values()).containsExactly(300L + LOGIN_SECONDS);
    }

    @Test
    @DisplayName("LCTX-27: it is found until it is consumed, and consumed once")
    void consumed() {
        LaunchStore store = storeOf("one");
        store.keep(HANDLE, LAUNCH, 300);
        String reference = store.reference(HANDLE);
        assertThat(store.find(reference)).contains(LAUNCH);
        assertThat(store.find(HANDLE)).isEmpty();
        assertThat(storeOf("two").find(storeOf("two").reference(HANDLE))).isEmpty();
        assertThat(store.consume(reference)).contains(LAUNCH);
        assertThat(store.consume(reference)).isEmpty();
        assertThat(store.find(reference)).isEmpty();
    }
}
