/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;

import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;

/**
 * An invented patient. The FHIR server serves their record, and the playground's EHR lists them.
 *
 * @param number 1 to 6, which ends the ids of all the patient's resources
 * @param birthDate a FHIR date
 * @param problem the patient's one condition
 */
public record DemoPatient(
        int number, String given, String family, AdministrativeGender gender, String birthDate, String problem) {

    private static final List<DemoPatient> ALL = List.of(
            new DemoPatient(1, "Alice", "Archer", AdministrativeGender.FEMALE, "1984-02-11", "Asthma"),
            new DemoPatient(2, "Bram", "Bakker", AdministrativeGender.MALE, "1957-09-30", "Hypertension"),
            new DemoPatient(3, "Chidi", "Okafor", AdministrativeGender.MALE, "1991-06-04", "Seasonal allergy"),
            new DemoPatient(4, "Dolores", "Delgado", AdministrativeGender.FEMALE, "1972-12-24", "Type 2 diabetes"),
            new DemoPatient(5, "Emre", "Yilmaz", AdministrativeGender.MALE, "2009-03-17", "Fracture of forearm"),
            new DemoPatient(6, "Freya", "Lindqvist", AdministrativeGender.FEMALE, "1949-07-08", "Osteoarthritis"));

    /** All six patients. */
    public static List<DemoPatient> all() {
        return ALL;
    }

    /** The logical id, for instance {@code pat-1}. */
    public String id() {
        return "pat-" + number;
    }

    /** The logical id of the patient's only encounter, for instance {@code enc-1}. */
    public String encounter() {
        return "enc-" + number;
    }

    /** The number that the hospital knows the patient by. */
    public String recordNumber() {
        return "10000" + number;
    }

    /** Given and family name. */
    public String name() {
        return given + " " + family;
    }
}
