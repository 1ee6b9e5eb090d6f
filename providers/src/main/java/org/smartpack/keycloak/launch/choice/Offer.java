/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.client.NextPage;

/**
 * What the pages of one login have shown: only that can be chosen. It is kept on the server until the login ends;
 * nothing of it is remembered afterwards.
 *
 * @param ids what was shown last, logical ids
 * @param search what was searched for
 * @param next the link to the page after the last one; empty if there is none
 */
record Offer(List<String> ids, Search search, String next) {

    /** Nothing was shown. */
    static final Offer NOTHING = new Offer(List.of(), Search.ALL, "");

    /** Pages that somebody went back to in the browser count too, but not without end. */
    private static final int MAX_IDS = 200;

    private static final String NOTE = "smart.offered.";

    /**
     * What this login's pages have shown.
     *
     * @param type of the resources that are to choose from
     */
    static Offer of(AuthenticationSessionModel login, String type) {
        String note = login.getAuthNote(NOTE + type);
        try {
            return note == null ? NOTHING : JsonSerialization.mapper.readValue(note, Offer.class);
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** The same after one more page. */
    Offer and(List<String> shown, Search search, Optional<NextPage> next) {
        List<String> all = new ArrayList<>(ids);
        all.removeAll(shown);
        all.addAll(shown);
        return new Offer(
                List.copyOf(all.subList(Math.max(0, all.size() - MAX_IDS), all.size())),
                search,
                next.map(NextPage::address).orElse(""));
    }

    Optional<NextPage> nextPage() {
        return next.isEmpty() ? Optional.empty() : Optional.of(new NextPage(next));
    }

    void keep(AuthenticationSessionModel login, String type) {
        try {
            login.setAuthNote(NOTE + type, JsonSerialization.mapper.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
