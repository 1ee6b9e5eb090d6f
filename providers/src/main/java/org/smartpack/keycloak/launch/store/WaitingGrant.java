/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.AccessEnd;
import org.smartpack.keycloak.launch.AccessPeriod;
import org.smartpack.keycloak.launch.GrantContext;

/**
 * A grant whose authorization code hasn't been redeemed yet.
 *
 * @param grant the content for the tokens
 * @param scope the {@code scope} that the code is issued for
 * @param person the user's resource on the grant's FHIR server; empty if it knows none
 * @param period how long the user lets the app have access; empty if only Keycloak's limits hold
 * @param since when the period begins, in seconds since 1970
 */
public record WaitingGrant(
        GrantContext grant, String scope, Optional<FhirReference> person, Optional<AccessPeriod> period, long since) {

    private static final String GRANT = "grant";
    private static final String SCOPE = "scope";
    private static final String PERSON = "person";
    private static final String PERIOD = "period";
    private static final String SINCE = "since";

    /** When the grant will end by its user's choice. */
    public Optional<AccessEnd> end() {
        return period.map(chosen -> new AccessEnd(since + chosen.seconds()));
    }

    /** Whether notes that {@link #toNotes()} made are the same grant's, made at this or another time. */
    boolean isSame(Map<String, String> notes) {
        Map<String, String> others = new LinkedHashMap<>(notes);
        others.put(SINCE, Long.toString(since));
        return others.equals(toNotes());
    }

    /** The grant as notes of a single-use object. */
    Map<String, String> toNotes() {
        Map<String, String> notes = new LinkedHashMap<>();
        try {
            notes.put(GRANT, JsonSerialization.writeValueAsString(grant.toClaim()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notes.put(SCOPE, scope);
        person.ifPresent(who -> notes.put(PERSON, who.toString()));
        period.ifPresent(chosen -> notes.put(PERIOD, chosen.toString()));
        notes.put(SINCE, Long.toString(since));
        return notes;
    }

    /** Reads notes that {@link #toNotes()} made; empty if they aren't complete. */
    static Optional<WaitingGrant> ofNotes(Map<String, String> notes) {
        try {
            return GrantContext.ofClaim(JsonSerialization.readValue(notes.get(GRANT), Map.class))
                    .map(grant -> new WaitingGrant(
                            grant,
                            notes.get(SCOPE),
                            Optional.ofNullable(notes.get(PERSON)).flatMap(FhirReference::parse),
                            Optional.ofNullable(notes.get(PERIOD)).flatMap(AccessPeriod::parse),
                            // Nodes with an earlier version write none.
                            Long.parseLong(notes.getOrDefault(SINCE, "0"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
