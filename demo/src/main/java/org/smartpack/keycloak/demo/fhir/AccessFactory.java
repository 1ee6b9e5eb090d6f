/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.hl7.fhir.r4.model.Person;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;

import org.smartpack.keycloak.demo.access.Access;
import org.smartpack.keycloak.demo.access.ScopeReader;
import org.smartpack.keycloak.demo.access.Sight;
import org.smartpack.keycloak.demo.access.VerifiedToken;

/** Turns an accepted token into the access that it gives at this server. */
final class AccessFactory {

    private final ResourceStore store;
    private final SearchParameters parameters;
    private final BaseUrls urls;

    AccessFactory(ResourceStore store, SearchParameters parameters, BaseUrls urls) {
        this.store = store;
        this.parameters = parameters;
        this.urls = urls;
    }

    Granted granted(VerifiedToken token) {
        Access access = new Access(
                ScopeReader.readAll(token.scope()),
                token.patient().<Sight>map(Sight.OnePatient::new).orElse(Sight.nothing()),
                token.fhirUser().map(this::userSight).orElse(Sight.nothing()),
                (type, restriction) -> parameters
                        .predicate(type, restriction.name(), restriction.value())
                        .isPresent(),
                token.fhirUser().map(urls::relative).orElse(""),
                List.of(token.scope().split(" ")).contains("fhirUser"));
        return new Granted(access, token, this);
    }

    StoredTarget target(Resource resource) {
        return new StoredTarget(resource, parameters, urls);
    }

    /**
     * A practitioner sees every patient of the demo, a patient their own data, a related person their patient's, a
     * person the data of the patients that it links to.
     */
    private Sight userSight(String fhirUser) {
        String[] parts = urls.relative(fhirUser).split("/", -1);
        if (parts.length != 2 || parts[1].isEmpty()) {
            return Sight.nothing();
        }
        return switch (parts[0]) {
            case "Practitioner" -> new Sight.Everything();
            case "Patient" -> new Sight.OnePatient(parts[1]);
            case "RelatedPerson" -> sight(patientsOf(parts[1]));
            case "Person" -> sight(linkedTo(parts[1]));
            default -> Sight.nothing();
        };
    }

    private static Sight sight(Set<String> patients) {
        return patients.isEmpty() ? Sight.nothing() : new Sight.Patients(patients);
    }

    private Set<String> patientsOf(String relatedPerson) {
        return store.find("RelatedPerson", relatedPerson)
                .map(RelatedPerson.class::cast)
                .flatMap(person -> patient(person.getPatient().getReference()))
                .map(Set::of)
                .orElse(Set.of());
    }

    private Set<String> linkedTo(String person) {
        Set<String> patients = new HashSet<>();
        store.find("Person", person).map(Person.class::cast).ifPresent(found -> found.getLink()
                .forEach(link -> {
                    String target = urls.relative(link.getTarget().getReference());
                    patient(target).ifPresent(patients::add);
                    if (target.startsWith("RelatedPerson/")) {
                        patients.addAll(patientsOf(target.substring("RelatedPerson/".length())));
                    }
                }));
        return patients;
    }

    private Optional<String> patient(String reference) {
        return Optional.ofNullable(reference)
                .map(urls::relative)
                .filter(target -> target.startsWith("Patient/"))
                .map(target -> target.substring("Patient/".length()));
    }
}
