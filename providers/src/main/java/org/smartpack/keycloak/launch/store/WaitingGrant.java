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
import org.smartpack.keycloak.launch.GrantContext;

/**
 * A grant whose authorization code hasn't been redeemed yet.
 *
 * @param grant the content for the tokens
 * @param scope the {@code scope} that the code is issued for
 * @param person the user's resource on the grant's FHIR server; empty if it knows none
 */
public record WaitingGrant(GrantContext grant, String scope, Optional<FhirReference> person) {

    private static final String GRANT = "grant";
    private static final String SCOPE = "scope";
    private static final String PERSON = "person";

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
        return notes;
    }

    /** Reads notes that {@link #toNotes()} made; empty if they aren't complete. */
    static Optional<WaitingGrant> ofNotes(Map<String, String> notes) {
        try {
            return GrantContext.ofClaim(JsonSerialization.readValue(notes.get(GRANT), Map.class))
                    .map(grant -> new WaitingGrant(
                            grant,
                            notes.get(SCOPE),
                            Optional.ofNullable(notes.get(PERSON)).flatMap(FhirReference::parse)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
