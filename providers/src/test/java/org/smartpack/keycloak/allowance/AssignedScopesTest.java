/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

import static org.assertj.core.api.Assertions.assertThat;

/** The client scopes of a client, and which of them Keycloak's own rules see. */
class AssignedScopesTest {

    private static final List<String> SAME_BUT_FOR_CASE = List.of("Audit", "audit", "AUDIT", "group", "group:eu");

    private static ClientModel client(Map<String, ClientScopeModel> optional) {
        return (ClientModel) Proxy.newProxyInstance(
                AssignedScopesTest.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, arguments) -> (Boolean) arguments[0] ? Map.of() : optional);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: Keycloak sees its own scopes without the allowances, in the order that it has them")
    void order() {
        for (int allowances = 0; allowances < 100; allowances++) {
            Map<String, ClientScopeModel> optional = new HashMap<>();
            Stream.concat(
                            IntStream.range(0, allowances).mapToObj(i -> "patient/Observation.rs?category=c" + i),
                            SAME_BUT_FOR_CASE.stream())
                    .forEach(name -> optional.put(name, Models.scope(name)));
            AssignedScopes assigned = AssignedScopes.of(new KnownAllowances(), client(optional));
            assertThat(assigned.onRequest().keySet())
                    .as("with %d allowances", allowances)
                    .containsExactlyElementsOf(optional.keySet().stream()
                            .filter(SAME_BUT_FOR_CASE::contains)
                            .toList());
            assertThat(assigned.allowances()).hasSize(allowances);
        }
    }
}
