/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.keycloak.OAuth2Constants;

import org.smartpack.keycloak.allowance.ChosenScopes;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * What a user has chosen.
 *
 * @param all what the app asked for
 * @param records the scopes for health records that are left
 * @param refused what the app asked for and doesn't get, or not as it asked for it
 */
record Selection(List<Asked> all, List<String> records, List<Asked> refused) {

    /** Whether the app gets everything. */
    boolean isWhole() {
        return refused.isEmpty();
    }

    /** The spellings of what isn't granted as it was asked for. */
    Set<String> refusedNames() {
        Set<String> names = new HashSet<>();
        refused.forEach(asked -> names.add(asked.name()));
        return names;
    }

    /**
     * The {@code scope} parameter for what is left: nothing is added to it later, see {@link ChosenScopes}.
     *
     * @param requested the parameter of the request
     */
    String parameter(String requested) {
        Set<String> gone = refusedNames();
        Set<String> left = new LinkedHashSet<>();
        RequestedScopes.of(requested).scopes().stream()
                .filter(scope -> !(scope instanceof ResourceScope))
                .map(Scope::spelling)
                .forEach(left::add);
        // Default scopes, for which the app doesn't ask.
        all.stream()
                .filter(asked -> asked.kind() == Asked.Kind.OPEN || asked.kind() == Asked.Kind.CONTEXT)
                .filter(asked -> asked.records().isEmpty())
                .map(Asked::name)
                .forEach(left::add);
        left.removeAll(gone);
        left.addAll(records);
        return ChosenScopes.parameter(List.copyOf(left));
    }

    /**
     * Whether so little is left that the app gets nothing: neither the user's identity, nor records, nor anything else
     * but a longer life of that.
     *
     * @param requested the parameter of the request
     */
    boolean isNothing(String requested) {
        return !RequestedScopes.of(requested).has(OAuth2Constants.SCOPE_OPENID)
                && records.isEmpty()
                && all.stream()
                        .filter(asked -> asked.kind() == Asked.Kind.OPEN || asked.kind() == Asked.Kind.CONTEXT)
                        .filter(asked -> !refused.contains(asked))
                        .allMatch(asked -> isAboutTime(asked.name()));
    }

    private static boolean isAboutTime(String name) {
        return Scope.parse(name) instanceof PlainScope plain
                && (plain.kind() == PlainScope.Kind.OFFLINE_ACCESS || plain.kind() == PlainScope.Kind.ONLINE_ACCESS);
    }
}
