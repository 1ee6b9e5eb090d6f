/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.error.Refusal;

/**
 * What became of a client's {@code scope} parameter in the current request, apart from what is granted. Events and
 * errors report it (SMART-SCOPE-3).
 */
public final class ScopeOutcome {

    /** The event detail that lists the dropped scopes, separated by spaces. */
    public static final String DROPPED = "dropped_scopes";

    /**
     * The event detail that lists granted client scopes whose names are misspelt SMART scopes, separated by spaces.
     * They are granted by their exact names, like any other client scope, and give access to nothing.
     */
    public static final String MISSPELT = "misspelt_scopes";

    /** The error description for a request that would take too much work to answer. */
    public static final String TOO_LARGE =
            "the scopes overlap with too many of those assigned to this client: ask for fewer, or for the assigned "
                    + "ones";

    private static final String ATTRIBUTE = ScopeOutcome.class.getName() + ":";
    private static final int LONGEST_DETAIL = 1000;

    private final Set<String> dropped = new LinkedHashSet<>();
    private final Set<String> misspelt = new LinkedHashSet<>();
    private Optional<Refusal> refusal = Optional.empty();

    private ScopeOutcome() {}

    /** The outcome of all parameters that were read for a client so far. */
    public static ScopeOutcome of(KeycloakSession session, ClientModel client) {
        String attribute = ATTRIBUTE + client.getId();
        ScopeOutcome outcome = session.getAttribute(attribute, ScopeOutcome.class);
        if (outcome == null) {
            outcome = new ScopeOutcome();
            session.setAttribute(attribute, outcome);
        }
        return outcome;
    }

    void record(ScopeDecision decision) {
        dropped.addAll(decision.dropped());
        refusal = decision.refusal();
    }

    /** Remembers which of the client scopes that are granted by name were surely meant to be SMART scopes. */
    void recordNames(Stream<ClientScopeModel> byName, KnownAllowances known, boolean isSmartRealm) {
        byName.filter(scope -> known.isMisspelt(scope, isSmartRealm))
                .map(ClientScopeModel::getName)
                .forEach(misspelt::add);
    }

    /** The requested scopes that were left out because the client doesn't have them, as they were written. */
    public Set<String> dropped() {
        return Set.copyOf(dropped);
    }

    /** Why the request must be refused, with {@code invalid_scope}. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /**
     * Writes the dropped and the misspelt scopes into an event. Every name is printable, and each text has at most
     * about a thousand characters.
     */
    public void addTo(EventBuilder event) {
        event.detail(DROPPED, text(List.copyOf(dropped)));
        event.detail(MISSPELT, text(List.copyOf(misspelt)));
    }

    /** Names of scopes for an event, see {@link #addTo}. */
    public static String text(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = ScopeDescription.nameOf(names.get(i));
            if (text.length() + name.length() > LONGEST_DETAIL) {
                return text.append(" and ")
                        .append(names.size() - i)
                        .append(" more")
                        .toString();
            }
            text.append(text.isEmpty() ? "" : " ").append(name);
        }
        return text.toString();
    }
}
