/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
 * @param byName those of the default scopes that Keycloak may grant by name
 * @param onRequest those of the optional scopes that Keycloak may grant by name
 */
record AssignedScopes(
        Map<String, ClientScopeModel> defaults,
        Map<String, ClientScopeModel> optional,
        List<Allowance> allowances,
        Map<String, ClientScopeModel> byName,
        Map<String, ClientScopeModel> onRequest) {

    static AssignedScopes of(KnownAllowances known, ClientModel client) {
        Map<String, ClientScopeModel> defaults = client.getClientScopes(true);
        Map<String, ClientScopeModel> optional = client.getClientScopes(false);
        List<Allowance> allowances = new ArrayList<>();
        Map<String, ClientScopeModel> byName = collect(known, defaults, true, allowances);
        Map<String, ClientScopeModel> onRequest = collect(known, optional, false, allowances);
        allowances.sort(Comparator.comparing(allowance -> allowance.scope().spelling()));
        return new AssignedScopes(defaults, optional, List.copyOf(allowances), byName, onRequest);
    }

    /**
     * Returns the scopes that the pack doesn't keep from Keycloak's own rules, in Keycloak's order: of two whose names
     * differ in case, it grants the first.
     */
    private static Map<String, ClientScopeModel> collect(
            KnownAllowances known, Map<String, ClientScopeModel> assigned, boolean isDefault, List<Allowance> into) {
        Map<String, ClientScopeModel> others = new LinkedHashMap<>();
        assigned.forEach((name, model) -> {
            KnownAllowances.Name meaning = known.meaning(name);
            if (!meaning.isOurs()) {
                others.put(name, model);
            }
            meaning.allowance().ifPresent(scope -> into.add(new Allowance(scope, List.of(model), isDefault, false)));
        });
        return others;
    }

    boolean has(String name) {
        return optional.containsKey(name) || defaults.containsKey(name);
    }
}
