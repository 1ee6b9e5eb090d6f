/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.people;

import java.util.Optional;
import java.util.Set;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.Trace;

/** The patients of a user, by what the FHIR server knows of the resource that represents the user. */
public sealed interface Patients {

    /** Nobody but the user, who is this patient. */
    record Own(String id) implements Patients {}

    /**
     * Those whom the user cares for: the patient of a RelatedPerson, or what a Person links to.
     *
     * @param ids logical ids; none for somebody who cares for nobody at present
     */
    record Related(Set<String> ids) implements Patients {
        public Related {
            ids = Set.copyOf(ids);
        }
    }

    /** Whoever the FHIR server shows to the user, who treats patients. */
    record Visible() implements Patients {}

    /** The FHIR server couldn't be asked; the reason is for logs and events. */
    record Unknown(String reason) implements Patients {}

    /**
     * Those of a user. Nothing is asked of the FHIR server for a patient or a practitioner.
     *
     * @param person the resource that represents the user at this server
     */
    static Patients of(KeycloakSession session, FhirReference person, FhirServer server) {
        return switch (person.type()) {
            case "Patient" -> new Own(person.id());
            case "Practitioner", "PractitionerRole" -> new Visible();
            default ->
                RelatedPatients.of(FhirClient.of(session).viewOf(person, server, Trace.of(session)), person, server);
        };
    }

    /** Whether a patient can be one of these; of those whom the FHIR server shows, that server has to say. */
    default boolean mayHave(String id) {
        return this instanceof Visible
                || this instanceof Own own && own.id().equals(id)
                || this instanceof Related related && related.ids().contains(id);
    }

    /** A user who is a patient of that FHIR server gets their own record; nobody else is given a patient by default. */
    static Optional<String> ownRecord(Optional<FhirReference> person) {
        return person.filter(who -> who.type().equals("Patient")).map(FhirReference::id);
    }

    /** Whether somebody's patients are a matter of relations that the FHIR server keeps. */
    static boolean areRelated(FhirReference person) {
        return person.type().equals("RelatedPerson") || person.type().equals("Person");
    }
}
