/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The scopes of a request, a token or a grant, sorted by kind. This class decides which of them are SMART's.
 *
 * @param scopes all scopes, in the order in which they were written
 * @param resources SMART's resource scopes, which are granted by rule
 * @param launches {@code launch} and {@code launch/...}, which are granted by name
 * @param malformed scopes that begin like one of these and are outside the grammar
 * @param others the spellings of all other scopes, which Keycloak handles
 */
public record RequestedScopes(
        List<Scope> scopes,
        List<ResourceScope> resources,
        List<LaunchScope> launches,
        List<MalformedScope> malformed,
        List<String> others) {

    public RequestedScopes {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        launches = List.copyOf(launches);
        malformed = List.copyOf(malformed);
        others = List.copyOf(others);
    }

    /** The beginnings of scopes that are meant as SMART's, even if a character makes them unreadable. */
    private static final List<String> BEGINNINGS =
            List.of("patient/", "user/", "system/", "launch", "http://smarthealthit.org/fhir/scopes/");

    /** Reads a {@code scope} parameter or claim (RFC 6749 section 3.3); {@code null} has no scopes. */
    public static RequestedScopes of(String scope) {
        List<Scope> scopes = new ArrayList<>();
        ScopeParameter.split(scope == null ? "" : scope).forEach(name -> scopes.add(Scope.parse(name)));
        return of(scopes);
    }

    private static RequestedScopes of(List<Scope> scopes) {
        List<ResourceScope> resources = new ArrayList<>();
        List<LaunchScope> launches = new ArrayList<>();
        List<MalformedScope> malformed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Scope scope : scopes) {
            if (scope instanceof ResourceScope resource) {
                resources.add(resource);
            } else if (scope instanceof LaunchScope launch) {
                launches.add(launch);
            } else if (scope instanceof MalformedScope bad
                    && BEGINNINGS.stream().anyMatch(bad.spelling()::startsWith)) {
                malformed.add(bad);
            } else {
                others.add(scope.spelling());
            }
        }
        return new RequestedScopes(scopes, resources, launches, malformed, others);
    }

    /** All scopes except these names, which are compared exactly. */
    public RequestedScopes without(Collection<String> names) {
        return of(scopes.stream()
                .filter(scope -> !names.contains(scope.spelling()))
                .toList());
    }

    /**
     * The same scopes, with malformed ones that are the name of a client scope left to Keycloak: a realm may have its
     * own client scope {@code user/settings}.
     */
    public RequestedScopes withNames(Predicate<MalformedScope> isName) {
        if (malformed.isEmpty()) {
            return this;
        }
        List<MalformedScope> unknown = new ArrayList<>();
        List<String> names = new ArrayList<>(others);
        for (MalformedScope scope : malformed) {
            if (isName.test(scope)) {
                names.add(scope.spelling());
            } else {
                unknown.add(scope);
            }
        }
        return new RequestedScopes(scopes, resources, launches, unknown, names);
    }

    /** Whether there is a scope with exactly this name. */
    public boolean has(String name) {
        for (Scope scope : scopes) {
            if (scope.spelling().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of them is SMART's: then the rules of SMART App Launch apply to the request. */
    public boolean isSmart() {
        return namesResources() || !launches.isEmpty() || others.stream().anyMatch(PlainScope::isSmart);
    }

    /** Whether there are resource scopes, including malformed ones: then the default allowances aren't meant. */
    public boolean namesResources() {
        return !resources.isEmpty() || !malformed.isEmpty();
    }

    /** Whether there are only well-formed resource scopes, or no scopes at all. */
    public boolean namesResourcesOnly() {
        return launches.isEmpty() && malformed.isEmpty() && others.isEmpty();
    }

    /** The number of distinct names beside the resource scopes. */
    public int otherNames() {
        Set<String> names = new HashSet<>(others);
        launches.forEach(scope -> names.add(scope.spelling()));
        malformed.forEach(scope -> names.add(scope.spelling()));
        return names.size();
    }

    /** The first scope that makes no sense without a user (SMART-SCOPE-9). */
    public Optional<Scope> firstForUsers() {
        for (ResourceScope scope : resources) {
            if (scope.level() != Level.SYSTEM) {
                return Optional.of(scope);
            }
        }
        return launches.isEmpty() ? Optional.empty() : Optional.of(launches.get(0));
    }

    /**
     * Whether any scope gives a user's app access to data or launch context, for which SMART requires the code flow.
     */
    public boolean needCodeFlow() {
        return firstForUsers().isPresent();
    }

    /** Whether {@code launch} is there, which requests the context of the EHR that opened the app (SMART-SCOPE-40). */
    public boolean isEhrLaunch() {
        return launches.stream().anyMatch(LaunchScope::isEhrLaunch);
    }

    /** Whether a patient is needed, for {@code patient/} scopes or {@code launch/patient} (SMART-SCOPE-43). */
    public boolean needsPatient() {
        return launchContexts().contains("patient")
                || resources.stream().anyMatch(scope -> scope.level() == Level.PATIENT);
    }

    /** The resource types of all {@code launch/...} scopes, in lower case as they are written there. */
    public Set<String> launchContexts() {
        return launches.stream().flatMap(scope -> scope.context().stream()).collect(Collectors.toSet());
    }
}
