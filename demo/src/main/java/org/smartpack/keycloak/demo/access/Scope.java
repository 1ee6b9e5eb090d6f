/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.List;
import java.util.Set;

/**
 * A resource scope that this server understands.
 *
 * @param type a FHIR resource type, or {@code *} for every type
 * @param restrictions all of them must be satisfied
 */
public record Scope(Level level, String type, Set<Interaction> interactions, List<Restriction> restrictions) {

    public Scope {
        interactions = Set.copyOf(interactions);
        restrictions = List.copyOf(restrictions);
    }

    /** Whether it permits this interaction on this type, apart from restrictions. */
    boolean concerns(Interaction interaction, String resourceType) {
        return interactions.contains(interaction) && (type.equals("*") || type.equals(resourceType));
    }
}
