/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.keycloak.OAuth2Constants;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.Scope;

/**
 * The outcome for those scopes of a request that are granted by exact name.
 *
 * @param missing the requested names that the client doesn't have
 * @param isLaunchLeft whether launch context was asked for and is granted
 */
record NamedScopes(List<Scope> missing, boolean isLaunchLeft) {

    /** Where nothing is requested: an existing grant is only read. */
    static final NamedScopes NONE = new NamedScopes(List.of(), false);

    /**
     * Launch scopes that must not be dropped: without them an app would unknowingly work with another patient, or with
     * none.
     */
    private static final Pattern NEVER_DROPPED = Pattern.compile(
            "(?:http://smarthealthit[.]org/fhir/scopes/)?"
                    + "launch(?:[?].*|(?:/|%2f)(?:(?:patient|encounter)(?:[^a-z].*)?)?)?",
            Pattern.CASE_INSENSITIVE);

    static NamedScopes of(RequestedScopes request, AssignedScopes assigned, List<AuthorizationDetails> entries) {
        if (request.launches().isEmpty() && request.others().isEmpty()) {
            return NONE;
        }
        Set<String> granted = new HashSet<>();
        entries.forEach(entry -> granted.add(entry.getAuthorizationDetails().getScopeNameFromCustomData()));
        List<Scope> missing = new ArrayList<>(request.launches());
        request.others().forEach(name -> missing.add(Scope.parse(name)));
        missing.removeIf(scope -> granted.contains(scope.spelling()) || isElsewhere(scope.spelling(), assigned));
        return new NamedScopes(
                List.copyOf(missing),
                request.launches().stream().anyMatch(launch -> granted.contains(launch.spelling())));
    }

    /** Either not a client scope at all, or one that the client has although this user doesn't get it. */
    private static boolean isElsewhere(String name, AssignedScopes assigned) {
        return name.equals(OAuth2Constants.SCOPE_OPENID) || name.equals(FhirUser.ATTRIBUTE) && assigned.has(name);
    }

    /**
     * The first unknown scope that is refused and never dropped (SMART-SCOPE-3), however it is written: an app that
     * requests {@code launch/Patient} means the patient of the launch.
     */
    static Optional<Scope> indispensable(List<Scope> unknown) {
        return unknown.stream()
                .filter(scope -> NEVER_DROPPED.matcher(scope.spelling()).matches())
                .findFirst();
    }
}
