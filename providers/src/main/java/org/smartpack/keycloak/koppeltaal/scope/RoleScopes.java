/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.smartpack.keycloak.koppeltaal.scope.Permission.Extent;
import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * The scopes that permissions mean for one application (KT-SCP-3): without {@code resource-origin} for ALL, with the
 * own device for OWN, with the devices that share their data for GRANTED, and nothing where nobody does.
 */
final class RoleScopes {

    private static final String EVERY_TYPE = "*";

    /** In one scope. With ids of the greatest length they are half of what a scope can hold. */
    private static final int MAX_DEVICES = 100;

    private final Origins origins;

    RoleScopes(Origins origins) {
        this.origins = origins;
    }

    /**
     * The scopes of several permissions: of one type and the same devices merged, without what another one permits as
     * well (KT-SCP-4), in a fixed order.
     */
    static List<ResourceScope> merged(List<ResourceScope> scopes) {
        return ScopeSet.of(scopes).normalForm().scopes();
    }

    /** The scopes of one permission. */
    List<ResourceScope> of(Permission permission) {
        List<ResourceScope> scopes = new ArrayList<>();
        add(scopes, permission.type(), permission.creates(), origins.own());
        if (permission.extent() == Extent.ALL) {
            add(scopes, permission.type(), permission.others());
        } else if (permission.extent() == Extent.OWN) {
            add(scopes, permission.type(), permission.others(), origins.own());
        } else {
            add(scopes, permission.type(), permission.others(), origins.granted(permission.type()));
            if (permission.type().equals(EVERY_TYPE)) {
                for (Map.Entry<String, Set<String>> one :
                        origins.grantedByType().entrySet()) {
                    add(scopes, one.getKey(), permission.others(), one.getValue());
                }
            }
        }
        return scopes;
    }

    private static void add(List<ResourceScope> scopes, String type, Permissions actions, Set<String> devices) {
        List<String> all = List.copyOf(devices);
        for (int from = 0; from < all.size(); from += MAX_DEVICES) {
            List<String> some = all.subList(from, Math.min(from + MAX_DEVICES, all.size()));
            add(scopes, type, actions, "?" + Permission.ORIGIN + "=" + String.join(",", some));
        }
    }

    private static void add(List<ResourceScope> scopes, String type, Permissions actions) {
        add(scopes, type, actions, "");
    }

    private static void add(List<ResourceScope> scopes, String type, Permissions actions, String restriction) {
        if (!actions.isEmpty()
                && Scope.parse("system/" + type + "." + actions + restriction) instanceof ResourceScope scope) {
            scopes.add(scope);
        }
    }
}
