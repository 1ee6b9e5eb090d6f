/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;

/** The data that the portal of the Koppeltaal domain has created: people, an activity, and a task for a patient. */
final class KoppeltaalData {

    private static final String PORTAL = "portal";
    private static final String CLIENT_ID = "http://vzvz.nl/fhir/NamingSystem/koppeltaal-client-id";
    private static final String INSTANTIATES = "http://vzvz.nl/fhir/StructureDefinition/instantiates";
    private static final String USERS = "http://127.0.0.1:8090/users";
    private static final Reference PATIENT = new Reference("Patient/kt-pat-1");

    private KoppeltaalData() {}

    static void fill(ResourceStore store) {
        for (String client : new String[] {PORTAL, "module", "planner", "unassigned", "module-smart"}) {
            Device device = new Device().setStatus(Device.FHIRDeviceStatus.ACTIVE);
            device.addIdentifier().setSystem(CLIENT_ID).setValue(client);
            put(store, client, device);
        }
        Patient patient = new Patient().setActive(true).addName(name("Karin", "Terpstra"));
        patient.setBirthDateElement(new DateType("1988-05-19")).addIdentifier(user("patient-1"));
        put(store, "kt-pat-1", patient);
        Practitioner practitioner = new Practitioner().setActive(true).addName(name("Pieter", "Visser"));
        put(store, "kt-prac-1", practitioner.addIdentifier(user("practitioner-1")));
        RelatedPerson relative = new RelatedPerson().setActive(true).setPatient(PATIENT.copy());
        put(store, "kt-rel-1", relative.addName(name("Ruben", "Terpstra")).addIdentifier(user("related-1")));

        ActivityDefinition diary = new ActivityDefinition().setStatus(PublicationStatus.ACTIVE);
        put(store, "activity-1", diary.setName("MoodDiary").setTitle("Mood diary"));
        Task task = new Task().setFor(PATIENT.copy()).setDescription("Fill in the mood diary");
        task.setStatus(Task.TaskStatus.READY).setIntent(Task.TaskIntent.ORDER);
        task.setRequester(new Reference("Practitioner/kt-prac-1")).setOwner(PATIENT.copy());
        task.addExtension(new Extension(INSTANTIATES, new CanonicalType("ActivityDefinition/activity-1")));
        put(store, "task-1", task);
    }

    /** The identifier by which an identity provider and the FHIR service recognise the same person (KT-AUTHZ-4). */
    private static Identifier user(String name) {
        return new Identifier().setSystem(USERS).setValue(name + "@example.org");
    }

    private static HumanName name(String given, String family) {
        return new HumanName().setFamily(family).addGiven(given);
    }

    private static void put(ResourceStore store, String id, Resource resource) {
        ResourceOrigin.set(resource, "Device/" + PORTAL);
        store.put(id, resource);
    }
}
