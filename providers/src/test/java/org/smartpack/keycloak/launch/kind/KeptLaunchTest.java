/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.HttpHeaders;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.LaunchContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeptLaunchTest {

    private static final ClientModel APP = fake(ClientModel.class, (proxy, method, arguments) -> "app");
    private static final ClientModel OTHER = fake(ClientModel.class, (proxy, method, arguments) -> "other");

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The request of a browser that never had a launch. */
    private static KeycloakSession session() {
        HttpHeaders headers = fake(HttpHeaders.class, (proxy, method, arguments) -> Map.of());
        HttpRequest request = fake(HttpRequest.class, (proxy, method, arguments) -> headers);
        KeycloakContext context = fake(KeycloakContext.class, (proxy, method, arguments) -> request);
        SingleUseObjectProvider objects = fake(SingleUseObjectProvider.class, (proxy, method, arguments) -> {
            throw new AssertionError(method);
        });
        return fake(
                KeycloakSession.class,
                (proxy, method, arguments) -> method.getName().equals("getContext") ? context : objects);
    }

    /** Of an app, with some seconds left. */
    private static KeptLaunch launch(long seconds) {
        Launch launch = new Launch(
                new LaunchContext(Map.of("patient", "pat-1")),
                "server",
                "https://ehr.example.org/fhir",
                Optional.of("app"),
                Optional.empty(),
                Time.currentTimeSeconds() + seconds,
                true);
        return new KeptLaunch(session(), "reference", launch, Refusal.INVALID_LAUNCH);
    }

    private static void assertInvalid(ThrowingCallable rule) {
        assertThatThrownBy(rule).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.description())
                .isEqualTo(Refusal.INVALID_LAUNCH));
    }

    @Test
    @DisplayName("LCTX-20, attack 20: an expired launch is refused in a browser in which it hasn't begun")
    void expired() {
        assertThatCode(() -> launch(60).checkNotExpired(APP)).doesNotThrowAnyException();
        assertInvalid(() -> launch(-60).checkNotExpired(APP));
    }

    @Test
    @DisplayName("LCTX-20, attack 19: a launch for one app is refused to another")
    void otherApp() {
        assertThatCode(() -> launch(60).checkApp(APP)).doesNotThrowAnyException();
        assertInvalid(() -> launch(60).checkApp(OTHER));
    }
}
