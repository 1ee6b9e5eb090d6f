/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.List;
import java.util.Optional;

import org.smartpack.keycloak.demo.fhir.DemoPatient;

/** The demo EHR's own data: its users and its patients. */
final class EhrDirectory {

    /**
     * Somebody who works with the EHR.
     *
     * @param name the user name at Keycloak
     * @param fhirUser the same person at the FHIR server, a relative reference
     */
    record User(String name, String description, String fhirUser) {}

    /**
     * An app.
     *
     * @param clientId its client id at Keycloak
     * @param launchUrls where it can be opened, at least one
     */
    record App(String clientId, String description, List<String> launchUrls) {}

    static final List<User> USERS = List.of(
            new User("drbob", "Dr. Robert Bennett, practitioner", "Practitioner/prac-1"),
            new User("alice", "Alice Archer, patient", "Patient/pat-1"),
            new User("carol", "Carol Bakker, related to Bram Bakker", "RelatedPerson/rel-1"));

    private EhrDirectory() {}

    static Optional<User> user(String name) {
        return USERS.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    static Optional<DemoPatient> patient(String id) {
        return DemoPatient.all().stream()
                .filter(patient -> patient.id().equals(id))
                .findFirst();
    }
}
