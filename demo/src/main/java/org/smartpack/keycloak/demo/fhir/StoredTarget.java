/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

import org.smartpack.keycloak.demo.access.Restriction;
import org.smartpack.keycloak.demo.access.Target;

/** A resource of this server, as a decision sees it. */
record StoredTarget(Resource resource, SearchParameters parameters, BaseUrls urls) implements Target {

    /** The elements in which the served types name their patient. */
    private static final List<String> PATIENT_ELEMENTS = List.of("subject", "patient", "for");

    @Override
    public String type() {
        return resource.fhirType();
    }

    @Override
    public String reference() {
        String id = resource.getIdElement().getIdPart();
        return id == null ? "" : type() + "/" + id;
    }

    @Override
    public Set<String> patients() {
        if (type().equals("Patient")) {
            String id = resource.getIdElement().getIdPart();
            return id == null ? Set.of() : Set.of(id);
        }
        return PATIENT_ELEMENTS.stream()
                .map(resource::getChildByName)
                .flatMap(property -> property == null ? Stream.<Base>empty() : property.getValues().stream())
                .filter(Reference.class::isInstance)
                .map(element -> ((Reference) element).getReference())
                .filter(reference -> reference != null)
                .map(urls::relative)
                .filter(reference -> reference.startsWith("Patient/"))
                .map(reference -> reference.substring("Patient/".length()))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean meets(Restriction restriction) {
        return parameters
                .predicate(type(), restriction.name(), restriction.value())
                .map(test -> test.test(resource))
                .orElse(false);
    }
}
