/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeLimitTest {

    private static final String SCOPE = "req-params-max-size--scope";
    private static final String ALL = "req-params-default-max-size";

    /** Settings of an administrator: names and values. */
    private static ScopeLimit with(Map<String, Object> settings) {
        return new ScopeLimit((Config.Scope) Proxy.newProxyInstance(
                ScopeLimitTest.class.getClassLoader(),
                new Class<?>[] {Config.Scope.class},
                (proxy, method, arguments) ->
                        settings.getOrDefault((String) arguments[0], arguments.length > 1 ? arguments[1] : null)));
    }

    private static int longest(Map<String, Object> settings) {
        Map<String, Object> failing = new HashMap<>(settings);
        failing.put("add-req-params-fail-fast", true);
        return with(failing).getMaxLengthForTheParameter("scope", false);
    }

    @Test
    @DisplayName("attack 18: the limit for scope is the administrator's, for scope before that for all, else 65536")
    void limit() {
        assertThat(longest(Map.of())).isEqualTo(65_536);
        assertThat(longest(Map.of(ALL, 10_000))).isEqualTo(10_000);
        assertThat(longest(Map.of(SCOPE, 5_000))).isEqualTo(5_000);
        assertThat(longest(Map.of(SCOPE, 100_000, ALL, 10_000))).isEqualTo(100_000);
    }

    @Test
    @DisplayName("attack 18: a scope is never dropped for its length")
    void neverDropped() {
        assertThat(with(Map.of(SCOPE, 5_000)).getMaxLengthForTheParameter("scope", false))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @DisplayName("every other parameter keeps Keycloak's limit")
    void others() {
        assertThat(with(Map.of()).getMaxLengthForTheParameter("state", false)).isEqualTo(4_000);
        assertThat(with(Map.of(SCOPE, 5_000)).getMaxLengthForTheParameter("nonce", false))
                .isEqualTo(4_000);
        ScopeLimit limit =
                with(Map.of("req-params-max-size--state", 77, ALL, 99, "req-token-params-default-max-size", 5));
        for (int i = 0; i < 2; i++) {
            assertThat(limit.getMaxLengthForTheParameter("state", false)).isEqualTo(77);
            assertThat(limit.getMaxLengthForTheParameter("other", false)).isEqualTo(99);
            assertThat(limit.getMaxLengthForTheParameter("other", true)).isEqualTo(5);
        }
    }
}
