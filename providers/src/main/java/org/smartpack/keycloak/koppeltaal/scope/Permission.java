/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.Optional;
import java.util.Set;

import org.smartpack.keycloak.scope.Interaction;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Restriction;
import org.smartpack.keycloak.scope.Scope;

/**
 * A permission of a role (KT-SCP-1): FHIR type, actions and extent. An administrator writes it as the name of a client
 * scope: {@code system/Task.cruds}, {@code system/Task.cruds?resource-origin={own}} or {@code
 * system/Task.rus?resource-origin={granted}}.
 *
 * @param type the FHIR type, or {@code *} for every type
 * @param actions the interactions; read and search go together (KT-SCP-4)
 * @param extent whose resources it covers
 */
record Permission(String type, Permissions actions, Extent extent) {

    /**
     * Whose resources a permission covers. Each resource has one origin, the device of the application that created it
     * (KT-SCP-7).
     */
    enum Extent {
        /** Resources of the application itself. */
        OWN("{own}"),
        /** Resources of applications that share their data with it. */
        GRANTED("{granted}"),
        /** Resources of any origin. */
        ALL("");

        final String placeholder;

        Extent(String placeholder) {
            this.placeholder = placeholder;
        }
    }

    /** The search parameter for the origin of a resource. */
    static final String ORIGIN = "resource-origin";

    /** Reads the name of a client scope; empty for a name that isn't a permission. */
    static Optional<Permission> of(String name) {
        return Scope.parseAllowance(name) instanceof ResourceScope scope && scope.level() == Level.SYSTEM
                ? extent(scope.restrictions())
                        .map(extent -> new Permission(scope.type(), withSearch(scope.permissions()), extent))
                : Optional.empty();
    }

    private static Optional<Extent> extent(Set<Restriction> restrictions) {
        if (restrictions.isEmpty()) {
            return Optional.of(Extent.ALL);
        }
        Restriction only = restrictions.iterator().next();
        if (restrictions.size() > 1 || !only.name().equals(ORIGIN)) {
            return Optional.empty();
        }
        return Set.of(Extent.OWN.placeholder).equals(only.values())
                ? Optional.of(Extent.OWN)
                : Optional.of(Extent.GRANTED)
                        .filter(granted -> Set.of(granted.placeholder).equals(only.values()));
    }

    private static Permissions withSearch(Permissions letters) {
        return letters.contains(Interaction.READ) ? letters.or(Permissions.READ) : letters;
    }

    /** The create action, or none. A new resource is the creator's own, whatever the extent (KT-SCP-2). */
    Permissions creates() {
        return actions.and(Permissions.of(Interaction.CREATE));
    }

    /** The actions on existing resources. */
    Permissions others() {
        return actions.and(
                Permissions.of(Interaction.READ, Interaction.UPDATE, Interaction.DELETE, Interaction.SEARCH));
    }
}
