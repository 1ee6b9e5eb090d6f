/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

/**
 * The permissions of a client's role (KT-DOM-3): client scopes that are tied to the role, and are assigned to the
 * client or have the assigned type Default in the realm.
 */
final class RolePermissions {

    private RolePermissions() {}

    /** By client scope, in a fixed order. */
    static Map<ClientScopeModel, Permission> of(ClientModel client, ApplicationRole role) {
        Map<String, ClientScopeModel> candidates = new LinkedHashMap<>();
        Stream.of(
                        client.getClientScopes(true).values().stream(),
                        client.getClientScopes(false).values().stream(),
                        client.getRealm().getDefaultClientScopesStream(true))
                .flatMap(all -> all)
                .forEach(scope -> candidates.putIfAbsent(scope.getName(), scope));
        Map<ClientScopeModel, Permission> permissions = new LinkedHashMap<>();
        candidates.values().forEach(scope -> Permission.of(scope.getName())
                .filter(permission -> role.has(scope))
                .ifPresent(permission -> permissions.put(scope, permission)));
        return permissions;
    }
}
