/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/**
 * Names that none of a client's optional scopes has, with or without a parameter: Keycloak would compare each with each of
 * them, and find nothing. Its check of the request misses them all the same.
 */
final class UnknownNames implements Predicate<String> {

    private final boolean isExact;
    private final Set<String> names;
    private final boolean hasParameters;

    /**
     * @param isExact whether case matters, as it does in SMART: Keycloak would grant another scope than the one that was
     *     requested, and then miss that one
     */
    UnknownNames(ClientModel client, boolean isExact) {
        this.isExact = isExact;
        Collection<ClientScopeModel> optional = client.getClientScopes(false).values();
        this.names = optional.stream().map(scope -> key(scope.getName())).collect(Collectors.toSet());
        this.hasParameters = client.getRealm().isOrganizationsEnabled()
                || optional.stream()
                        .anyMatch(scope -> scope.isParameterizedScope()
                                && !SmartAllowanceType.TYPE.equals(
                                        scope.getAttribute(ClientScopeModel.PARAMETERIZED_SCOPE_TYPE)));
    }

    @Override
    public boolean test(String name) {
        return !names.contains(key(name)) && !(hasParameters && name.contains(ClientScopeModel.VALUE_SEPARATOR));
    }

    private String key(String name) {
        return isExact ? name : name.toLowerCase(Locale.ROOT);
    }
}
