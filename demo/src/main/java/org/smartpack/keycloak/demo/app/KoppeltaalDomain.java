/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The own data of the portal in the demo's Koppeltaal domain: users, tasks, applications. */
final class KoppeltaalDomain {

    static final String REALM = "koppeltaal";
    static final String PORTAL = "portal";
    static final String MODULE = "module";
    static final String SMART_MODULE = "module-smart";

    /**
     * Somebody who works with the portal.
     *
     * @param name the user name at Keycloak
     * @param reference the same person at the FHIR service
     */
    record User(String name, String description, String beschrijving, String reference) {}

    /** An application, by its client id at Keycloak, which is the id of its Device. */
    record Application(String clientId, String description, String beschrijving) {}

    static final List<User> USERS = List.of(
            new User("patient-1", "Karin Terpstra, patient", "Karin Terpstra, patiënt", "Patient/kt-pat-1"),
            new User(
                    "practitioner-1",
                    "Pieter Visser, practitioner",
                    "Pieter Visser, behandelaar",
                    "Practitioner/kt-prac-1"));

    static final List<Application> APPLICATIONS = List.of(
            new Application(PORTAL, "role portal: its own patients and tasks", "rol portal: eigen patiënten en taken"),
            new Application(MODULE, "role module: what portal shares", "rol module: wat portal deelt"),
            new Application("planner", "role portal, with a refresh token", "rol portal, met een refresh token"),
            new Application("unassigned", "no role: no access", "geen rol: geen toegang"));

    private static final String PATIENT = "Patient/kt-pat-1";
    private static final String TASK = "Task/task-1";
    private static final String DEFINITION = "ActivityDefinition/activity-1";

    private KoppeltaalDomain() {}

    static Optional<User> user(String name) {
        return USERS.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    static Optional<Application> application(String clientId) {
        return APPLICATIONS.stream()
                .filter(one -> one.clientId().equals(clientId))
                .findFirst();
    }

    /** The claims of an HTI token beside those that every JWT has (KT-HTI-6 to 12). */
    static Map<String, String> launch(User user, String intent) {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("sub", user.reference());
        claims.put("resource", TASK);
        claims.put("definition", DEFINITION);
        if (!user.reference().equals(PATIENT)) {
            claims.put("patient", PATIENT);
        }
        if (!intent.isBlank()) {
            claims.put("intent", intent.strip());
        }
        return claims;
    }

    /** An ordinary launch context for the module that is launched the SMART way. */
    static Map<String, Object> context(User user, String intent, String fhirBaseUrl) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("client_id", SMART_MODULE);
        context.put("aud", fhirBaseUrl);
        context.put("user", user.reference());
        context.put("patient", PATIENT.substring("Patient/".length()));
        context.put("fhirContext", List.of(Map.of("reference", TASK)));
        if (!intent.isBlank()) {
            context.put("intent", intent.strip());
        }
        return context;
    }
}
