/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.smartpack.keycloak.scope.ResourceScope;

/**
 * Codes in restrictions for which there are words, with the code systems that define them. Another code system may
 * mean something else by the same code.
 */
final class KnownCodes {

    private static final String HL7 = "http://terminology.hl7.org/CodeSystem/";

    private static final CodeSystem OBSERVATION = new CodeSystem(
            "smartCategory.",
            Set.of(HL7 + "observation-category", "http://hl7.org/fhir/observation-category"),
            Set.of("Observation", "*"),
            Set.of(
                    "activity",
                    "exam",
                    "imaging",
                    "laboratory",
                    "procedure",
                    "social-history",
                    "survey",
                    "therapy",
                    "vital-signs"));

    private static final CodeSystem CONDITION = new CodeSystem(
            "smartCategory.",
            Set.of(HL7 + "condition-category", "http://hl7.org/fhir/us/core/CodeSystem/condition-category"),
            Set.of("Condition", "*"),
            Set.of("encounter-diagnosis", "health-concern", "problem-list-item"));

    private static final CodeSystem CONFIDENTIALITY = new CodeSystem(
            "smartSecurity.", Set.of(HL7 + "v3-Confidentiality"), Set.of(), Set.of("L", "M", "N", "R", "U", "V"));

    private static final Map<String, Set<CodeSystem>> BY_PARAMETER =
            Map.of("category", Set.of(OBSERVATION, CONDITION), "_security", Set.of(CONFIDENTIALITY));

    private KnownCodes() {}

    /**
     * @param types the resource types in which the codes are known without their code system
     */
    private record CodeSystem(String prefix, Set<String> systems, Set<String> types, Set<String> codes) {

        Optional<String> key(String type, String value) {
            int bar = value.indexOf('|');
            boolean isOfThis = bar < 0 ? types.contains(type) : systems.contains(value.substring(0, bar));
            String code = value.substring(bar + 1);
            return isOfThis && codes.contains(code) ? Optional.of(prefix + code) : Optional.empty();
        }
    }

    /** The key of the words for a value, {@code code} or {@code system|code}, of a search parameter. */
    static Optional<String> key(ResourceScope scope, String parameter, String value) {
        return BY_PARAMETER.getOrDefault(parameter, Set.of()).stream()
                .flatMap(system -> system.key(scope.type(), value).stream())
                .findFirst();
    }
}
