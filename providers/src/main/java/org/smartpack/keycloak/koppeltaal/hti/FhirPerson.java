/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.fhir.FhirReference;

/**
 * A Patient, Practitioner or RelatedPerson from the FHIR service.
 *
 * @param resource FHIR R4 JSON
 */
record FhirPerson(ObjectNode resource) {

    /** FHIR: "generally assumed to be active if no value is provided". */
    boolean isActive() {
        JsonNode active = resource.get("active");
        return active == null || active.isBoolean() && active.booleanValue();
    }

    /** Whether it currently has exactly this identifier. FHIR's {@code use} marks some as no longer valid. */
    boolean hasIdentifier(String system, String value) {
        if (system.isEmpty() || value.isEmpty()) {
            return false;
        }
        for (JsonNode identifier : resource.path("identifier")) {
            if (system.equals(identifier.path("system").textValue())
                    && value.equals(identifier.path("value").textValue())
                    && !"old".equals(identifier.path("use").textValue())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a RelatedPerson belongs to a patient (KT-AUTHZ-5).
     *
     * @param patient {@code Patient/x}; for anything else, including {@code null}, the result is false
     * @param baseUrl the FHIR service's base URL, without a slash at the end
     */
    boolean isRelatedTo(Object patient, String baseUrl) {
        String reference = resource.path("patient").path("reference").asText("");
        return patient instanceof String who
                && FhirReference.parse(who).isPresent()
                && (reference.equals(who) || reference.equals(baseUrl + "/" + who));
    }
}
