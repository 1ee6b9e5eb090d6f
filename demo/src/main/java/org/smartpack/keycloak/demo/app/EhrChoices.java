/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.demo.fhir.DemoPatient;

/** {@code GET /ehr/choices.json}: the choices on the page. A real EHR would ask its user to sign in first. */
final class EhrChoices implements Route {

    private final RegisteredApps apps;

    EhrChoices(RegisteredApps apps) {
        this.apps = apps;
    }

    @Override
    public Answer answer(Request request) throws IOException, InterruptedException {
        if (!request.method().equals("GET")) {
            return Answer.error(405, "Only GET is allowed here");
        }
        List<Map<String, String>> patients = DemoPatient.all().stream()
                .map(patient -> Map.of(
                        "id", patient.id(),
                        "name", patient.name(),
                        "birthDate", patient.birthDate(),
                        "encounter", patient.encounter()))
                .toList();
        return Answer.json(200, Map.of("users", EhrDirectory.USERS, "patients", patients, "apps", apps.all()));
    }
}
