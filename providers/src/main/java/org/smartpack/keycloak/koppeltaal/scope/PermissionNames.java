/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

/** The names of the client scopes that are permissions (KT-SCP-1). */
public final class PermissionNames {

    /** The search parameter for the origin of a resource. */
    public static final String ORIGIN = Permission.ORIGIN;

    private PermissionNames() {}

    /** Whether a client scope of this name gives applications something. */
    public static boolean isPermission(String name) {
        return Permission.of(name).isPresent();
    }
}
