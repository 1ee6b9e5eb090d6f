/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Short ways to write scopes in tests. */
final class Scopes {

    private Scopes() {}

    static ResourceScope resource(String text) {
        return resource(text, ScopeRules.DEFAULT);
    }

    static ResourceScope resource(String text, ScopeRules rules) {
        Scope scope = Scope.parse(text, rules);
        assertThat(scope).as(text).isInstanceOf(ResourceScope.class);
        return (ResourceScope) scope;
    }

    static ResourceScope allowance(String text, ScopeRules rules) {
        Scope scope = Scope.parseAllowance(text, rules);
        assertThat(scope).as(text).isInstanceOf(ResourceScope.class);
        return (ResourceScope) scope;
    }

    /** The resource scopes of a scope parameter. */
    static List<ResourceScope> requested(String parameter) {
        List<ResourceScope> scopes = new ArrayList<>();
        ScopeParameter.split(parameter).forEach(token -> scopes.add(resource(token)));
        return scopes;
    }

    /** The allowances of a client, written as a scope parameter. */
    static ScopeSet allowed(String parameter) {
        return allowed(parameter, ScopeRules.DEFAULT);
    }

    static ScopeSet allowed(String parameter, ScopeRules rules) {
        return ScopeSet.of(ScopeParameter.split(parameter).stream()
                .map(name -> allowance(name, rules))
                .toList());
    }

    static MalformedScope.Reason reason(Scope scope) {
        assertThat(scope).isInstanceOf(MalformedScope.class);
        return ((MalformedScope) scope).reason();
    }
}
