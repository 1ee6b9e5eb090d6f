/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/**
 * Tells names that none of a client's optional scopes has, with or without a parameter. Keycloak would compare each
 * name with each scope in vain. Leaving them out changes nothing: its check of the request still finds them missing.
 */
final class UnknownNames implements Predicate<String> {

    /** More names are compared faster when they have been sorted into a set. */
    private static final int FEW = 40;

    private final ClientModel client;
    private final AssignedScopes assigned;
    private final boolean isExact;
    private Set<String> inLowerCase;

    /**
     * @param isExact whether case matters, as it does in SMART. Otherwise Keycloak would grant a scope that was spelled
     *     differently, and then find the requested one missing
     */
    UnknownNames(ClientModel client, AssignedScopes assigned, boolean isExact) {
        this.client = client;
        this.assigned = assigned;
        this.isExact = isExact;
    }

    @Override
    public boolean test(String name) {
        return !isName(name) && !(name.contains(ClientScopeModel.VALUE_SEPARATOR) && takeParameters());
    }

    private boolean isName(String name) {
        return assigned.onRequest().containsKey(name) || !isExact && isInAnyCase(name);
    }

    private boolean isInAnyCase(String name) {
        if (assigned.onRequest().size() > FEW) {
            return inLowerCase().contains(lowerCase(name));
        }
        for (String known : assigned.onRequest().keySet()) {
            if (name.equalsIgnoreCase(known)) {
                return true;
            }
        }
        return false;
    }

    private Set<String> inLowerCase() {
        if (inLowerCase == null) {
            inLowerCase = assigned.onRequest().keySet().stream()
                    .map(UnknownNames::lowerCase)
                    .collect(Collectors.toSet());
        }
        return inLowerCase;
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private boolean takeParameters() {
        return client.getRealm().isOrganizationsEnabled()
                || assigned.onRequest().values().stream()
                        .anyMatch(scope -> scope.isParameterizedScope()
                                && !SmartAllowanceType.TYPE.equals(
                                        scope.getAttribute(ClientScopeModel.PARAMETERIZED_SCOPE_TYPE)));
    }
}
