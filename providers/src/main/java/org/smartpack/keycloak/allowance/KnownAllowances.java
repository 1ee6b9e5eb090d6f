/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;

import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.memory.Recent;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * What was read from names of client scopes, kept from request to request: a client may have a thousand allowances.
 * Everything hangs on the names alone, and only names that an administrator gave are kept.
 */
final class KnownAllowances {

    /** Characters, not names: a right that a profile gives can be as long as a scope with a hundred devices. */
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private final Recent<String, Name> names = new Recent<>(MOST_CHARACTERS, KnownAllowances::size, Name::of);
    private final Recent<Spelled, AllowanceIndex> indexes =
            new Recent<>(MOST_CHARACTERS, Spelled::size, spelled -> new AllowanceIndex(spelled.scopes));

    private static int size(String name) {
        return 1 + name.length();
    }

    /**
     * What the name of a client scope says.
     *
     * @param allowance see {@link #allowance}
     * @param isOurs see {@link #isName}
     * @param isSmart see {@link SmartNamedScope#isName}
     */
    private record Name(Optional<ResourceScope> allowance, boolean isOurs, boolean isSmart) {

        static Name of(String name) {
            Scope scope = Scope.parseAllowance(name);
            if (scope instanceof ResourceScope resource) {
                return new Name(Optional.of(resource).filter(one -> !one.hasPlaceholder()), true, false);
            }
            return new Name(
                    Optional.empty(),
                    scope instanceof MalformedScope malformed
                            && malformed.reason() != MalformedScope.Reason.CHARACTER
                            && name.contains("{"),
                    SmartNamedScope.isName(name));
        }
    }

    /** Scopes by their spelling, as those are equal already that mean the same. */
    private record Spelled(List<String> names, List<ResourceScope> scopes) {

        int size() {
            return 1 + names.stream().mapToInt(KnownAllowances::size).sum();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Spelled that && names.equals(that.names);
        }

        @Override
        public int hashCode() {
            return names.hashCode();
        }
    }

    /** The scope that the name of a client scope says may be granted; empty where it isn't the name of an allowance. */
    Optional<ResourceScope> allowance(String name) {
        return names.get(name).allowance();
    }

    /**
     * Whether a client scope is no business of Keycloak's own rules, which would grant it by its name: an allowance, or
     * a pattern with a placeholder, however malformed the rest of it is.
     */
    boolean isName(ClientScopeModel scope) {
        return read(scope).isOurs();
    }

    /** Whether a client scope is granted by its name and SMART's all the same. */
    boolean isSmart(ClientScopeModel scope) {
        return read(scope).isSmart();
    }

    /** Keycloak gives the scope of an organization the name that the request has for it, which may be anything. */
    private Name read(ClientScopeModel scope) {
        String name = scope.getName();
        return scope instanceof ClientScopeDecorator ? Name.of(name) : names.get(name);
    }

    AllowanceIndex index(List<Allowance> allowances) {
        List<ResourceScope> inOrder = allowances.stream().map(Allowance::scope).toList();
        return indexes.get(
                new Spelled(inOrder.stream().map(ResourceScope::spelling).toList(), inOrder));
    }
}
