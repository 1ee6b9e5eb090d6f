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
import java.util.stream.Stream;

/**
 * The scopes of a request, of a token or of a grant, sorted by what they are. This is where it is decided what of them
 * is SMART's.
 *
 * @param scopes all, in the order in which they were written
 * @param resources SMART's scopes of resources: granted by rule
 * @param launches {@code launch} and {@code launch/...}: granted by name
 * @param malformed what begins like one of these and is outside the grammar
 * @param others the spelling of everything else: Keycloak's business
 */
public record RequestedScopes(
        List<Scope> scopes,
        List<ResourceScope> resources,
        List<LaunchScope> launches,
        List<MalformedScope> malformed,
        List<String> others) {

    /** How a scope begins that means SMART, even where a character in it makes it unreadable. */
    private static final List<String> BEGINNINGS =
            List.of("patient/", "user/", "system/", "launch", "http://smarthealthit.org/fhir/scopes/");

    /** Reads a {@code scope} parameter or claim (RFC 6749 section 3.3); {@code null} is none. */
    public static RequestedScopes of(String scope) {
        return of(ScopeParameter.split(scope == null ? "" : scope).stream()
                .map(Scope::parse)
                .toList());
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

    /** The others than these, which are compared to the letter. */
    public RequestedScopes without(Collection<String> names) {
        return of(scopes.stream()
                .filter(scope -> !names.contains(scope.spelling()))
                .toList());
    }

    /**
     * The same, where a malformed scope that is the name of a client scope is left to Keycloak: a realm may have a
     * client scope {@code user/settings} of its own.
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

    /** Whether a scope is there, to the letter. */
    public boolean has(String name) {
        return scopes.stream().anyMatch(scope -> scope.spelling().equals(name));
    }

    /** Whether an app speaks SMART with any of them: then the rules of SMART App Launch are for its request. */
    public boolean isSmart() {
        return namesResources() || !launches.isEmpty() || others.stream().anyMatch(PlainScope::isSmart);
    }

    /** Whether scopes of resources are named, malformed ones included: then the default allowances aren't meant. */
    public boolean namesResources() {
        return !resources.isEmpty() || !malformed.isEmpty();
    }

    /** Whether there is nothing but well-formed scopes of resources, or nothing at all. */
    public boolean namesResourcesOnly() {
        return launches.isEmpty() && malformed.isEmpty() && others.isEmpty();
    }

    /** How many different names there are beside the scopes of resources. */
    public int otherNames() {
        Set<String> names = new HashSet<>(others);
        launches.forEach(scope -> names.add(scope.spelling()));
        malformed.forEach(scope -> names.add(scope.spelling()));
        return names.size();
    }

    /** The first scope that has no meaning without a user (SMART-SCOPE-9). */
    public Optional<Scope> firstForUsers() {
        return Stream.concat(resources.stream().filter(scope -> scope.level() != Level.SYSTEM), launches.stream())
                .findFirst();
    }

    /** Whether any scope gives a user's app access to data or launch context: SMART has the code flow for that. */
    public boolean areForApps() {
        return firstForUsers().isPresent();
    }

    /** {@code launch}: the context of the EHR that opened the app (SMART-SCOPE-40). */
    public boolean isEhrLaunch() {
        return launches.stream().anyMatch(LaunchScope::isEhrLaunch);
    }

    /** Whether there has to be a patient: {@code patient/} scopes and {@code launch/patient} (SMART-SCOPE-43). */
    public boolean needsPatient() {
        return launchContexts().contains("patient")
                || resources.stream().anyMatch(scope -> scope.level() == Level.PATIENT);
    }

    /** The resource types of {@code launch/...}, in lower case as they are written there. */
    public Set<String> launchContexts() {
        return launches.stream().flatMap(scope -> scope.context().stream()).collect(Collectors.toSet());
    }
}
