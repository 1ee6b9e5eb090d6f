/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The scopes of a request or a token, as far as launch and context hang on them.
 *
 * @param scopes each, in the order in which it was written
 */
public record ScopeList(List<Scope> scopes) {

    /** Scopes with which an app speaks SMART though Keycloak knows them by name only. */
    private static final Set<String> SMART_NAMES = Set.of("fhirUser", "online_access");

    /** Reads a {@code scope} parameter or claim; {@code null} is none. */
    public static ScopeList of(String scope) {
        return new ScopeList(ScopeParameter.split(scope == null ? "" : scope).stream()
                .map(Scope::parse)
                .toList());
    }

    /** The others than these, which are compared to the letter. */
    public ScopeList without(Collection<String> names) {
        return new ScopeList(scopes.stream()
                .filter(scope -> !names.contains(scope.spelling()))
                .toList());
    }

    /** Whether a scope is there, to the letter. */
    public boolean has(String name) {
        return scopes.stream().anyMatch(scope -> scope.spelling().equals(name));
    }

    /** Whether any scope is one of SMART's, a malformed one included. */
    public boolean isSmart() {
        return scopes.stream().anyMatch(scope -> !(scope instanceof PlainScope))
                || SMART_NAMES.stream().anyMatch(this::has);
    }

    /** Whether any scope gives a user's app access to data or launch context: SMART has the code flow for that. */
    public boolean areForApps() {
        return scopes.stream()
                .anyMatch(scope -> scope instanceof LaunchScope
                        || scope instanceof ResourceScope resource && resource.level() != Level.SYSTEM);
    }

    /** {@code launch}: the context of the EHR that opened the app (SMART-SCOPE-40). */
    public boolean isEhrLaunch() {
        return scopes.stream().anyMatch(scope -> scope instanceof LaunchScope launch && launch.isEhrLaunch());
    }

    /** Whether there has to be a patient: {@code patient/} scopes and {@code launch/patient} (SMART-SCOPE-43). */
    public boolean needsPatient() {
        return launchContexts().contains("patient")
                || scopes.stream()
                        .anyMatch(
                                scope -> scope instanceof ResourceScope resource && resource.level() == Level.PATIENT);
    }

    /** The resource types of {@code launch/...}, in lower case as they are written there. */
    public Set<String> launchContexts() {
        return scopes.stream()
                .filter(LaunchScope.class::isInstance)
                .flatMap(scope -> ((LaunchScope) scope).context().stream())
                .collect(Collectors.toSet());
    }
}
