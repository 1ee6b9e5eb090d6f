/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/**
 * The client scopes that are assigned to a client, by name. Kept, because Keycloak collects them again on every call.
 *
 * @param defaults scopes that are granted without being requested
 * @param optional scopes that are granted on request
 * @param allowances the allowances among all of them, in a fixed order
 */
record AssignedScopes(
        Map<String, ClientScopeModel> defaults, Map<String, ClientScopeModel> optional, List<Allowance> allowances) {

    static AssignedScopes of(KnownAllowances known, ClientModel client) {
        Map<String, ClientScopeModel> defaults = client.getClientScopes(true);
        Map<String, ClientScopeModel> optional = client.getClientScopes(false);
        List<Allowance> allowances = new ArrayList<>();
        collect(known, defaults, true, allowances);
        collect(known, optional, false, allowances);
        allowances.sort(Comparator.comparing(allowance -> allowance.model().getName()));
        return new AssignedScopes(defaults, optional, List.copyOf(allowances));
    }

    private static void collect(
            KnownAllowances known, Map<String, ClientScopeModel> assigned, boolean isDefault, List<Allowance> into) {
        assigned.forEach((name, model) -> known.allowance(name)
                .ifPresent(scope -> into.add(new Allowance(scope, List.of(model), isDefault, false))));
    }

    boolean has(String name) {
        return optional.containsKey(name) || defaults.containsKey(name);
    }
}
