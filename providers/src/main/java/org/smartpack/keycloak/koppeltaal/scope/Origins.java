/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The devices that an application's permissions refer to, each {@code Device/<client id>}.
 *
 * @param own its own device, or none
 * @param granted the devices that share all their data with it
 * @param grantedByType the devices that share their data of one FHIR type, by that type
 */
record Origins(Set<String> own, Set<String> granted, Map<String, Set<String>> grantedByType) {

    /** The devices that share data of a type; for {@code *} those that share all. */
    Set<String> granted(String type) {
        Set<String> devices = new TreeSet<>(granted);
        devices.addAll(grantedByType.getOrDefault(type, Set.of()));
        return devices;
    }

    /** Origins without granted devices, which are added later. */
    static Origins of(Set<String> own) {
        return new Origins(own, new TreeSet<>(), new TreeMap<>());
    }
}
