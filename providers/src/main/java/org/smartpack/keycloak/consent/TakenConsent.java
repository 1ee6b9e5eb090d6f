/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeSet;

/**
 * What a user takes away by leaving it out: the scope itself, and every recorded scope that would give the same access
 * under another spelling or as part of something wider. Without that, the app would only have to ask as it did before.
 *
 * @param keys client scopes with their parameters
 * @param refused the scopes for health records among these
 * @param agreed the scopes for health records that the app gets
 */
record TakenConsent(Set<String> keys, List<ResourceScope> refused, ScopeSet agreed) {

    /** Stands in a shortened parameter before the hash: what is restricted can't be read from it. */
    private static final String SHORTENED = ".{180}~[0-9a-f]{64}";

    static TakenConsent of(List<Asked> refused, List<Asked> agreed) {
        Set<String> keys = new HashSet<>();
        refused.forEach(asked -> keys.add(key(asked.model(), asked.parameter())));
        return new TakenConsent(keys, records(refused), ScopeSet.of(records(agreed)));
    }

    private static List<ResourceScope> records(List<Asked> asked) {
        return asked.stream().flatMap(one -> one.records().stream()).distinct().toList();
    }

    /** Whether recorded consent is taken away; {@code parameter} is {@code null} for a client scope without one. */
    boolean has(ClientScopeModel scope, String parameter) {
        return keys.contains(key(scope, parameter))
                || Optional.ofNullable(parameter)
                        .flatMap(TakenConsent::recorded)
                        .filter(this::givesRefused)
                        .isPresent();
    }

    private static Optional<ResourceScope> recorded(String parameter) {
        boolean isShortened = parameter.matches(SHORTENED);
        // Taken as unrestricted, it overlaps with all that it could be.
        int end = isShortened ? parameter.indexOf('?') : -1;
        String readable = end < 0 ? parameter : parameter.substring(0, end);
        return Scope.parse(readable) instanceof ResourceScope records ? Optional.of(records) : Optional.empty();
    }

    private boolean givesRefused(ResourceScope recorded) {
        return !agreed.covers(recorded) && refused.stream().anyMatch(one -> isSameAccess(recorded, one));
    }

    /** Whether one of the two is a part of the other, as far as both permit the same. */
    private static boolean isSameAccess(ResourceScope recorded, ResourceScope refused) {
        return recorded.meet(refused)
                .filter(both -> both.restrictions().equals(recorded.restrictions())
                        || both.restrictions().equals(refused.restrictions()))
                .isPresent();
    }

    private static String key(ClientScopeModel scope, String parameter) {
        return scope.getId() + (parameter == null ? "" : " " + parameter);
    }
}
