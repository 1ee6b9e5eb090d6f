/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.smartpack.keycloak.demo.fhir.DemoPatient;

/** The demo EHR's own data: its users, its patients and the apps that it can open. */
final class EhrDirectory {

    /**
     * Somebody who works with the EHR.
     *
     * @param name the user name at Keycloak
     * @param fhirUser the same person at the FHIR server, a relative reference
     */
    record User(String name, String description, String fhirUser) {}

    /** An app, by its client id at Keycloak. */
    record App(String clientId, String description) {}

    static final List<User> USERS = List.of(
            new User("drbob", "Dr. Robert Bennett, practitioner", "Practitioner/prac-1"),
            new User("alice", "Alice Archer, patient", "Patient/pat-1"),
            new User("carol", "Carol Bakker, related to Bram Bakker", "RelatedPerson/rel-1"));

    static final List<App> APPS =
            List.of(new App("growth-chart", "The sample app: a public client in the browser, with PKCE."));

    private EhrDirectory() {}

    static Optional<User> user(String name) {
        return USERS.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    static Optional<DemoPatient> patient(String id) {
        return DemoPatient.all().stream()
                .filter(patient -> patient.id().equals(id))
                .findFirst();
    }

    static Optional<App> app(String clientId) {
        return APPS.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
    }

    /** {@code /ehr/choices.json}: the choices on the page. A real EHR would ask its user to sign in first. */
    static Answer choices(Route.Request request) {
        List<Map<String, String>> patients = DemoPatient.all().stream()
                .map(patient -> Map.of(
                        "id", patient.id(),
                        "name", patient.name(),
                        "birthDate", patient.birthDate(),
                        "encounter", patient.encounter()))
                .toList();
        return request.method().equals("GET")
                ? Answer.json(200, Map.of("users", USERS, "patients", patients, "apps", APPS))
                : Answer.error(405, "Only GET is allowed here");
    }
}
