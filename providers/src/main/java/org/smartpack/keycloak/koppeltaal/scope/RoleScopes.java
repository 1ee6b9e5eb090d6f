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
 * The scopes to which permissions translate for one application (KT-SCP-3): without {@code resource-origin} for ALL,
 * with its own device for OWN, with the devices that share their data for GRANTED, and none if nobody shares.
 */
final class RoleScopes {

    private static final String EVERY_TYPE = "*";

    /** The most devices in one scope. With ids of maximum length they take half of the longest scope. */
    private static final int MAX_DEVICES = 100;

    private final Origins origins;

    RoleScopes(Origins origins) {
        this.origins = origins;
    }

    /**
     * The scopes of several permissions in a fixed order. Scopes with the same type and devices are merged, and what
     * another one permits is left out (KT-SCP-4).
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
