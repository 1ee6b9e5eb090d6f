/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;
import java.util.Optional;

import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Koppeltaal's extension that says who created a resource. The server sets it, whatever a client sends (KT-SCP-7). */
final class ResourceOrigin {

    static final String URL = "http://koppeltaal.nl/fhir/StructureDefinition/resource-origin";

    private ResourceOrigin() {}

    /**
     * Makes a Device the origin of a resource.
     *
     * @param device {@code Device/<id>}
     */
    static void set(Resource resource, String device) {
        replace(resource, Optional.of(new Extension(URL, new Reference(device))));
    }

    /** Gives the new version of a resource the origin of the old one, or none if that had none. */
    static void keep(Resource before, Resource after) {
        List<Extension> found = before instanceof DomainResource domain ? domain.getExtensionsByUrl(URL) : List.of();
        replace(after, found.stream().findFirst());
    }

    private static void replace(Resource resource, Optional<Extension> origin) {
        if (resource instanceof DomainResource domain) {
            domain.getExtension().removeIf(extension -> URL.equals(extension.getUrl()));
            origin.ifPresent(domain::addExtension);
        }
    }
}
