/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.memory.Recent;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeName;

/**
 * What the names of client scopes mean, kept across requests because a client may have a thousand allowances.
 * Everything depends on the names alone, and only names that an administrator chose are kept.
 */
final class KnownAllowances {

    /** Counts characters, not names: a right from a profile can be as long as a scope with a hundred devices. */
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private final Recent<String, Name> names = new Recent<>(MOST_CHARACTERS, KnownAllowances::size, Name::of);
    private final Recent<Spelled, AllowanceIndex> indexes =
            new Recent<>(MOST_CHARACTERS, Spelled::size, spelled -> new AllowanceIndex(spelled.scopes));

    /** Whether names have a {@link ScopeName#fault}, in a realm with a FHIR server and in others. */
    private final Recent<String, Boolean> misspeltForSmart =
            new Recent<>(MOST_CHARACTERS, KnownAllowances::size, name -> new ScopeName(name)
                    .fault(true)
                    .isPresent());

    private final Recent<String, Boolean> misspelt =
            new Recent<>(MOST_CHARACTERS, KnownAllowances::size, name -> new ScopeName(name)
                    .fault(false)
                    .isPresent());

    /** As objects, scopes of one letter take a hundred times as much. */
    private static final int MOST_OF_CLAIMS = 128 * 1024;

    private final Recent<String, RequestedScopes> claims =
            new Recent<>(MOST_OF_CLAIMS, KnownAllowances::size, RequestedScopes::of);

    private static int size(String name) {
        return 1 + name.length();
    }

    /**
     * What the name of a client scope means.
     *
     * @param allowance the scope that a client scope of this name allows; empty if it isn't the name of an allowance
     * @param isOurs see {@link #isName}
     * @param isSmart see {@link SmartNamedScope#isName}
     */
    record Name(Optional<ResourceScope> allowance, boolean isOurs, boolean isSmart) {

        private static Name of(String name) {
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

    /** Scopes compared by spelling, because scopes with the same meaning are equal. */
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

    /** What the name of a client scope that an administrator made means. */
    Name meaning(String name) {
        return names.get(name);
    }

    /** The scope that a client scope of this name allows; empty if it isn't the name of an allowance. */
    Optional<ResourceScope> allowance(String name) {
        return meaning(name).allowance();
    }

    /**
     * The scopes of a token. Apart from the names, because apps choose among them: they can push out nothing but each
     * other.
     */
    RequestedScopes claim(String scope) {
        return claims.get(scope);
    }

    /**
     * Whether a client scope must be kept from Keycloak's own rules, which would grant it by name. That holds for an
     * allowance, and for a pattern with a placeholder, however malformed the rest is.
     */
    boolean isName(ClientScopeModel scope) {
        return read(scope).isOurs();
    }

    /** Whether a client scope is granted by name although it is one of SMART's. */
    boolean isSmart(ClientScopeModel scope) {
        return read(scope).isSmart();
    }

    /** Whether a client scope was surely meant to be a SMART scope and isn't one ({@link ScopeName#fault}). */
    boolean isMisspelt(ClientScopeModel scope, boolean isSmartRealm) {
        String name = scope.getName();
        if (scope instanceof ClientScopeDecorator) {
            return new ScopeName(name).fault(isSmartRealm).isPresent();
        }
        return (isSmartRealm ? misspeltForSmart : misspelt).get(name);
    }

    /** Keycloak names an organization's scope as the request does. That name may be anything and isn't kept. */
    private Name read(ClientScopeModel scope) {
        String name = scope.getName();
        return scope instanceof ClientScopeDecorator ? Name.of(name) : names.get(name);
    }

    AllowanceIndex index(List<Allowance> allowances) {
        List<String> names = new ArrayList<>(allowances.size());
        List<ResourceScope> inOrder = new ArrayList<>(allowances.size());
        for (Allowance allowance : allowances) {
            names.add(allowance.scope().spelling());
            inOrder.add(allowance.scope());
        }
        return indexes.get(new Spelled(names, inOrder));
    }
}
