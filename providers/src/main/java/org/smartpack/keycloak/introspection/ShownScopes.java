/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * The scopes of a token that introspection shows to a FHIR server (INTRO-7, INTRO-IUA-5): SMART resource scopes only as
 * far as the server is configured for them, in the syntax of the token; every other scope as it is.
 */
final class ShownScopes {

    private ShownScopes() {}

    /**
     * The {@code scope} of the response.
     *
     * @param scope the token's {@code scope}; may be {@code null}
     * @param askers the FHIR servers on whose behalf the caller asks; what any of them may see is shown
     */
    static String of(String scope, List<FhirServer> askers) {
        return scope == null ? null : limit(askers).map(set -> of(scope, set)).orElse(scope);
    }

    /** The limit; empty if there is none. An invalid setting, for instance from an import, permits nothing. */
    private static Optional<ScopeSet> limit(List<FhirServer> askers) {
        if (askers.isEmpty()
                || askers.stream().anyMatch(asker -> asker.shownScopes().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(ScopeSet.of(askers.stream()
                .flatMap(asker -> asker.shownScopes().stream())
                .map(Scope::parse)
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .toList()));
    }

    private static String of(String scope, ScopeSet limit) {
        RequestedScopes all = RequestedScopes.of(scope);
        Negotiation negotiation = Negotiation.grant(all.resources(), limit);
        Set<String> permitted = new HashSet<>(negotiation.scopes());
        Set<String> shown = new LinkedHashSet<>();
        int next = 0;
        for (Scope one : all.scopes()) {
            if (one instanceof ResourceScope) {
                negotiation.parts().get(next++).granted().stream()
                        .map(ResourceScope::spelling)
                        .filter(permitted::contains)
                        .forEach(shown::add);
            } else if (!(one instanceof MalformedScope)) {
                shown.add(one.spelling());
            }
        }
        return ScopeParameter.join(List.copyOf(shown));
    }

    /** The servers that an audience names, by client id or base URL. */
    static List<FhirServer> addressed(List<FhirServer> servers, String... audience) {
        if (audience == null) {
            return List.of();
        }
        List<FhirServer> addressed = new ArrayList<>(servers);
        addressed.removeIf(server -> !server.isNamedIn(Arrays.asList(audience)));
        return addressed;
    }
}
