/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules of a server that supports something else than {@link ScopeRules#DEFAULT}. */
record Rules(
        Optional<Set<String>> types,
        Optional<Map<String, Set<String>>> parameters,
        Set<String> singleValued,
        boolean experimental,
        int maxLength,
        int maxRestrictions,
        int maxScopes) {

    static final Rules DEFAULT = new Rules(
            Optional.of(FhirTypes.R4_TO_R5),
            Optional.empty(),
            Set.of("resource-origin"),
            false,
            ScopeRules.DEFAULT.maxLength(),
            ScopeRules.DEFAULT.maxRestrictions(),
            ScopeRules.DEFAULT.maxScopes());

    Rules withTypes(Set<String> known) {
        return new Rules(
                Optional.of(known), parameters, singleValued, experimental, maxLength, maxRestrictions, maxScopes);
    }

    Rules withAnyType() {
        return new Rules(
                Optional.empty(), parameters, singleValued, experimental, maxLength, maxRestrictions, maxScopes);
    }

    Rules withParameters(Map<String, Set<String>> byType) {
        return new Rules(types, Optional.of(byType), singleValued, experimental, maxLength, maxRestrictions, maxScopes);
    }

    Rules withSingleValued(Set<String> names) {
        return new Rules(types, parameters, names, experimental, maxLength, maxRestrictions, maxScopes);
    }

    Rules withExperimental(boolean supported) {
        return new Rules(types, parameters, singleValued, supported, maxLength, maxRestrictions, maxScopes);
    }

    Rules withMaxLength(int characters) {
        return new Rules(types, parameters, singleValued, experimental, characters, maxRestrictions, maxScopes);
    }

    Rules withMaxRestrictions(int restrictions) {
        return new Rules(types, parameters, singleValued, experimental, maxLength, restrictions, maxScopes);
    }

    Rules withMaxScopes(int scopes) {
        return new Rules(types, parameters, singleValued, experimental, maxLength, maxRestrictions, scopes);
    }

    ScopeRules build() {
        return new ScopeRules(types, parameters, singleValued, experimental, maxLength, maxRestrictions, maxScopes);
    }
}
