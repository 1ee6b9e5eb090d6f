/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.request.ControlCharacters;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.Work;

/**
 * Remembers what was read and decided within a request. Keycloak asks for the same scopes of the same client up to ten
 * times in a request; the answer is worked out once. Its key is everything that it depends on, so that no outdated
 * answer is found.
 */
final class ScopeMemory {

    private static final String ATTRIBUTE = ScopeMemory.class.getName();

    private final Map<String, Boolean> clean = new HashMap<>();
    private final Map<String, RequestedScopes> requests = new HashMap<>();
    private final Map<String, OriginalGrant> grants = new HashMap<>();
    private final Map<Question, Granting.Result> decisions = new HashMap<>();
    private final Map<Reading, List<AuthorizationDetails>> readings = new HashMap<>();
    private final Map<Reading, List<AuthorizationDetails>> readingsForAnyone = new HashMap<>();
    private final Map<String, AssignedScopes> assigned = new HashMap<>();
    private final Work concerning = Work.limited();

    private record Question(
            List<String> wanted,
            List<Allowance> allowances,
            Optional<OriginalGrant> ceiling,
            Optional<OriginalGrant> consented) {}

    /**
     * A reading of a {@code scope} parameter for a client.
     *
     * @param occasion an occasion that was bound to the request, which vouches that the request changes nothing
     *     relevant
     * @param user the id of the user, or {@code null}
     * @param parameter may be {@code null}
     */
    record Reading(
            Occasion occasion,
            String client,
            String user,
            boolean isOwnToken,
            String parameter,
            Optional<OriginalGrant> bound,
            Optional<DroppedScopes> dropped) {

        private Reading forAnyone() {
            return new Reading(occasion, client, null, isOwnToken, parameter, bound, dropped);
        }
    }

    private ScopeMemory() {}

    /** The memory of the request that the session answers. */
    static ScopeMemory of(KeycloakSession session) {
        ScopeMemory memory = session.getAttribute(ATTRIBUTE, ScopeMemory.class);
        if (memory == null) {
            memory = new ScopeMemory();
            session.setAttribute(ATTRIBUTE, memory);
        }
        return memory;
    }

    /**
     * Whether a parameter consists of scope characters and spaces only, and Keycloak leaves it as it was sent. Keycloak
     * removes control characters, percent-encoded ones too.
     */
    boolean isClean(String sent) {
        return clean.computeIfAbsent(
                sent, value -> ScopeParameter.isWellFormed(value) && value.equals(ControlCharacters.removeFrom(value)));
    }

    /** @param parameter may be {@code null} */
    RequestedScopes request(String parameter) {
        return requests.computeIfAbsent(parameter, RequestedScopes::of);
    }

    /** The scopes of a client, looked up once for a request that doesn't change them. */
    AssignedScopes assigned(KeycloakSession session, KnownAllowances known, ClientModel client) {
        return Occasion.bound(session).isEmpty()
                ? AssignedScopes.of(known, client)
                : assigned.computeIfAbsent(client.getId(), id -> AssignedScopes.of(known, client));
    }

    /** The answer that Keycloak was given before for the same reading. */
    Optional<List<AuthorizationDetails>> entries(Reading reading) {
        List<AuthorizationDetails> entries = readings.get(reading);
        if (entries == null && !readingsForAnyone.isEmpty()) {
            entries = readingsForAnyone.get(reading.forAnyone());
        }
        return Optional.ofNullable(entries);
    }

    void keep(Reading reading, List<AuthorizationDetails> entries) {
        readings.put(reading, List.copyOf(entries));
    }

    /** Keeps an answer that is the same for every user, and without a user. */
    void keepForAnyone(Reading reading, List<AuthorizationDetails> entries) {
        readingsForAnyone.put(reading.forAnyone(), List.copyOf(entries));
    }

    /** The steps that all readings of the request may take together to find the allowances that it concerns. */
    Work concerning() {
        return concerning;
    }

    OriginalGrant grant(String scopeClaim) {
        return grants.computeIfAbsent(scopeClaim, OriginalGrant::of);
    }

    /** See {@link Granting#of}. */
    Granting.Result decision(
            List<ResourceScope> wanted,
            List<Allowance> usable,
            Function<List<Allowance>, AllowanceIndex> indexing,
            Optional<OriginalGrant> ceiling,
            Optional<OriginalGrant> consented) {
        List<String> spelled = new ArrayList<>(wanted.size());
        wanted.forEach(scope -> spelled.add(scope.spelling()));
        return decisions.computeIfAbsent(
                new Question(spelled, usable, ceiling, consented),
                question -> Granting.of(wanted, usable, indexing, ceiling, consented, Work.limited()));
    }
}
