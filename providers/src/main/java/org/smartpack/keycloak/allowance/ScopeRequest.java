/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * A {@code scope} parameter, sorted by who answers for each part.
 *
 * @param resources SMART resource scopes: granted by rule
 * @param launches {@code launch} and {@code launch/...}: granted by name
 * @param malformed what looks like a SMART scope and is none
 * @param others everything else: Keycloak's business
 */
record ScopeRequest(
        List<ResourceScope> resources,
        List<LaunchScope> launches,
        List<MalformedScope> malformed,
        List<String> others) {

    static ScopeRequest of(String parameter) {
        ScopeRequest request =
                new ScopeRequest(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (parameter != null) {
            ScopeParameter.split(parameter).forEach(token -> request.add(Scope.parse(token)));
        }
        return request;
    }

    private void add(Scope scope) {
        if (scope instanceof ResourceScope resource) {
            resources.add(resource);
        } else if (scope instanceof LaunchScope launch) {
            launches.add(launch);
        } else if (scope instanceof MalformedScope bad) {
            if (looksLikeSmart(bad.spelling())) {
                malformed.add(bad);
            } else {
                others.add(bad.spelling());
            }
        } else if (scope instanceof PlainScope plain) {
            others.add(plain.spelling());
        }
    }

    private static boolean looksLikeSmart(String name) {
        return Stream.of("patient/", "user/", "system/", "launch", "http://smarthealthit.org/fhir/scopes/")
                .anyMatch(name::startsWith);
    }

    /**
     * The same request, where a name that isn't SMART's after all, though it looks like it, is left to Keycloak: a realm may
     * have a client scope {@code user/settings} of its own.
     *
     * @param withSystem whether such a name may begin with {@code system/}
     */
    ScopeRequest withExactNames(AssignedScopes assigned, boolean withSystem) {
        if (malformed.isEmpty()) {
            return this;
        }
        List<MalformedScope> unknown = new ArrayList<>();
        List<String> names = new ArrayList<>(others);
        for (MalformedScope scope : malformed) {
            String name = scope.spelling();
            boolean isPermitted = withSystem || !SystemScopes.isOne(scope);
            if (isPermitted && assigned.has(name)) {
                names.add(name);
            } else {
                unknown.add(scope);
            }
        }
        return new ScopeRequest(resources, launches, unknown, names);
    }

    /** The first scope that has no meaning without a user (SMART-SCOPE-9), named for an error description. */
    Optional<String> firstForUsers() {
        Stream<Scope> ofUsers = resources.stream()
                .filter(scope -> scope.level() != Level.SYSTEM)
                .map(Scope.class::cast);
        return Stream.concat(ofUsers, launches.stream()).findFirst().map(ScopeDescription::of);
    }

    /** How many different names there are beside the scopes of resources. */
    long otherNames() {
        return Stream.of(
                        launches.stream().map(Scope::spelling),
                        malformed.stream().map(Scope::spelling),
                        others.stream())
                .flatMap(names -> names)
                .distinct()
                .count();
    }

    /** Whether any part is SMART's: then the default allowances are not meant. */
    boolean namesSmartScopes() {
        return !resources.isEmpty() || !malformed.isEmpty();
    }

    /** Whether there is nothing but well-formed scopes of resources, or nothing at all. */
    boolean namesResourcesOnly() {
        return launches.isEmpty() && malformed.isEmpty() && others.isEmpty();
    }

    /**
     * Whether this is a SMART app's request: it names scopes of resources or, in a realm with a FHIR server, any other scope by
     * which an app speaks SMART.
     *
     * @param isGoverned whether the realm has a FHIR server
     */
    boolean isSmart(BooleanSupplier isGoverned) {
        boolean namesOthers = !launches.isEmpty() || others.stream().anyMatch(SmartNamedScope::isSmart);
        return namesSmartScopes() || namesOthers && isGoverned.getAsBoolean();
    }
}
