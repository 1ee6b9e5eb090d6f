/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Optional;

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
                        .isPresent());
        return new Granted(access, token.realm().insufficient(), this, token.origin());
    }

    StoredTarget target(Resource resource) {
        return new StoredTarget(resource, parameters, urls);
    }

    /** A practitioner sees every patient of the demo, a patient their own data, a related person their patient's. */
    private Sight userSight(String fhirUser) {
        String[] parts = urls.relative(fhirUser).split("/", -1);
        if (parts.length != 2 || parts[1].isEmpty()) {
            return Sight.nothing();
        }
        return switch (parts[0]) {
            case "Practitioner" -> new Sight.Everything();
            case "Patient" -> new Sight.OnePatient(parts[1]);
            case "RelatedPerson" -> patientOf(parts[1]);
            default -> Sight.nothing();
        };
    }

    private Sight patientOf(String relatedPerson) {
        return store.find("RelatedPerson", relatedPerson)
                .map(RelatedPerson.class::cast)
                .map(person -> urls.relative(person.getPatient().getReference()))
                .filter(reference -> reference.startsWith("Patient/"))
                .<Sight>map(reference -> new Sight.OnePatient(reference.substring("Patient/".length())))
                .or(() -> Optional.of(Sight.nothing()))
                .get();
    }
}
