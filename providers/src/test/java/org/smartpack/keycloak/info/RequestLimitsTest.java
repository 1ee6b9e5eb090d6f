/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.keycloak.Config;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLimitsTest {

    private static final Map<String, String> ALL = Map.of(
            "req-params-max-size--refresh_token", "65536",
            "add-req-params-max-size", "8000",
            "add-req-params-max-number", "10",
            "add-req-params-max-overall-size", "20000",
            "add-req-params-fail-fast", "true");

    private static List<String> missing(Map<String, String> settings) {
        return RequestLimits.missing(scope(settings));
    }

    private static Config.Scope scope(Map<String, String> settings) {
        return (Config.Scope) java.lang.reflect.Proxy.newProxyInstance(
                RequestLimitsTest.class.getClassLoader(),
                new Class<?>[] {Config.Scope.class},
                (proxy, method, args) -> {
                    String value = settings.get((String) args[0]);
                    return switch (method.getName()) {
                        case "getInt" -> value == null ? args[1] : Integer.valueOf(value);
                        case "getBoolean" -> value == null ? args[1] : Boolean.valueOf(value);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    @Test
    void whatIsSetIsNotMissing() {
        assertThat(missing(ALL)).isEmpty();
    }

    @Test
    void allButTheScopeAreMissingWhereNothingIsSet() {
        assertThat(missing(Map.of()))
                .containsExactly(
                        "--spi-login-protocol--openid-connect--req-params-max-size--refresh_token=65536",
                        "--spi-login-protocol--openid-connect--add-req-params-max-size=8000",
                        "--spi-login-protocol--openid-connect--add-req-params-max-number=10",
                        "--spi-login-protocol--openid-connect--add-req-params-max-overall-size=20000",
                        "--spi-login-protocol--openid-connect--add-req-params-fail-fast=true");
    }

    @Test
    void aLowerLimitIsAsGoodAsNone() {
        Map<String, String> lower = new HashMap<>(ALL);
        lower.put("req-params-max-size--scope", "4000");
        lower.put("add-req-params-max-size", "2000");
        assertThat(missing(lower)).hasSize(2);
    }

    @Test
    void aLimitForEveryParameterCountsForEach() {
        Map<String, String> all = new HashMap<>(ALL);
        all.remove("req-params-max-size--refresh_token");
        all.put("req-params-default-max-size", "100000");
        assertThat(missing(all)).isEmpty();
    }
}
