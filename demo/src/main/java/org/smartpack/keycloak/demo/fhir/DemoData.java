/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SampledData;

/** The invented people and measurements of the demo. */
final class DemoData {

    private static final String LOINC = "http://loinc.org";
    private static final String RECORD_NUMBER = "http://hospital.example.org/record-number";
    private static final String OBSERVATION_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category";

    private static final int MONTHS = 13;
    private static final long MONTH_MILLIS = 2_629_800_000L;

    private DemoData() {}

    static void fill(ResourceStore store) {
        DemoPatient.all().forEach(patient -> addPatient(store, patient));
        Practitioner practitioner =
                new Practitioner().addName(name("Robert", "Bennett").addPrefix("Dr."));
        put(store, "prac-1", practitioner);
        Person person = new Person().addName(name("Petra", "Person"));
        person.addLink().setTarget(patient("pat-3"));
        person.addLink().setTarget(new Reference("RelatedPerson/rel-1"));
        put(store, "per-1", person);
        put(store, "rel-1", new RelatedPerson().setPatient(patient("pat-2")).addName(name("Carol", "Bakker")));

        KoppeltaalData.fill(store);
    }

    private static void addPatient(ResourceStore store, DemoPatient person) {
        int number = person.number();
        String id = person.id();
        put(
                store,
                id,
                new Patient()
                        .addName(name(person.given(), person.family()))
                        .setGender(person.gender())
                        .setBirthDateElement(new DateType(person.birthDate()))
                        .addIdentifier(recordNumber(person)));

        Encounter encounter =
                new Encounter().setStatus(Encounter.EncounterStatus.FINISHED).setSubject(patient(id));
        encounter.setClass_(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory"));
        encounter.setPeriod(new Period()
                .setStartElement(new DateTimeType("2026-01-1" + number))
                .setEndElement(new DateTimeType("2026-01-1" + number)));
        put(store, person.encounter(), encounter);

        put(
                store,
                "obs-lab-" + number,
                observation(number, "laboratory", "Laboratory", "718-7", "Hemoglobin [Mass/volume] in Blood")
                        .setValue(quantity(BigDecimal.valueOf(120 + 5L * number, 1), "g/dL")));
        Observation vitalSigns = observation(number, "vital-signs", "Vital Signs", "8867-4", "Heart rate")
                .setValue(quantity(BigDecimal.valueOf(60 + 3L * number), "/min"));
        vitalSigns
                .addComponent()
                .setCode(concept(LOINC, "29463-7", "Body weight"))
                .setValue(weights(number));
        put(store, "obs-vit-" + number, vitalSigns);

        Condition condition = new Condition().setSubject(patient(id)).setEncounter(encounter(number));
        condition.setCode(new CodeableConcept().setText(person.problem()));
        condition.setClinicalStatus(
                concept("http://terminology.hl7.org/CodeSystem/condition-clinical", "active", "Active"));
        condition.addCategory(concept(
                "http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item", "Problem List Item"));
        put(store, "cond-" + number, condition);
    }

    /** A year of monthly weights, the last one on the day of the observation. */
    private static SampledData weights(int number) {
        return new SampledData()
                .setOrigin(quantity(BigDecimal.ZERO, "kg"))
                .setPeriod(BigDecimal.valueOf(MONTH_MILLIS))
                .setDimensions(1)
                .setData(IntStream.range(0, MONTHS)
                        .mapToObj(month -> BigDecimal.valueOf(
                                        500L + 40L * number + 3L * month + (number * 7L + month * 5L) % 9, 1)
                                .toPlainString())
                        .collect(Collectors.joining(" ")));
    }

    private static Identifier recordNumber(DemoPatient person) {
        return new Identifier().setSystem(RECORD_NUMBER).setValue(person.recordNumber());
    }

    private static Observation observation(int number, String category, String label, String code, String text) {
        return new Observation()
                .setStatus(Observation.ObservationStatus.FINAL)
                .addCategory(concept(OBSERVATION_CATEGORY, category, label))
                .setCode(concept(LOINC, code, text))
                .setSubject(patient("pat-" + number))
                .setEncounter(encounter(number))
                .setEffective(new DateTimeType("2026-01-1" + number));
    }

    private static Quantity quantity(BigDecimal value, String unit) {
        return new Quantity()
                .setValue(value)
                .setUnit(unit)
                .setSystem("http://unitsofmeasure.org")
                .setCode(unit);
    }

    private static CodeableConcept concept(String system, String code, String display) {
        return new CodeableConcept(new Coding(system, code, display));
    }

    private static HumanName name(String given, String family) {
        return new HumanName().setFamily(family).addGiven(given);
    }

    private static Reference patient(String id) {
        return new Reference("Patient/" + id);
    }

    private static Reference encounter(int number) {
        return new Reference("Encounter/enc-" + number);
    }

    private static void put(ResourceStore store, String id, Resource resource) {
        store.put(id, resource);
    }
}
