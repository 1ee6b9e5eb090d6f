/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.engine;

import java.util.List;

import org.smartpack.keycloak.benchmarks.rows.ScopeNames;
import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * Input for the scope engine.
 *
 * @param requested the requested scopes
 * @param allowances the names of client scopes
 */
public record Input(List<String> requested, List<String> allowances) {

    /** The first scopes of a list as made by hand, on both sides. */
    static Input listed(int requested, int allowances) {
        return new Input(ScopeNames.first(requested, "system"), ScopeNames.first(allowances, "system"));
    }

    /** The requested scopes, read. */
    public List<ResourceScope> parsed() {
        return requested.stream()
                .map(Scope::parse)
                .map(ResourceScope.class::cast)
                .toList();
    }

    /** The allowances, read. */
    public List<ResourceScope> parsedAllowances() {
        return allowances.stream()
                .map(Scope::parseAllowance)
                .map(ResourceScope.class::cast)
                .toList();
    }

    /** What is granted. */
    public Negotiation negotiate() {
        return Negotiation.grant(parsed(), ScopeSet.of(parsedAllowances()));
    }

    /** Scopes requested, allowed and granted. */
    long scopes() {
        return (long) requested.size()
                + allowances.size()
                + negotiate().scopes().size();
    }

    /** Their total length in characters. */
    long characters() {
        return characters(requested)
                + characters(allowances)
                + characters(negotiate().scopes());
    }

    private static long characters(List<String> scopes) {
        return scopes.stream().mapToLong(String::length).sum();
    }
}
