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
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.client.NextPage;

/**
 * What the pages of one login have shown: only that can be chosen. It is kept on the server until the login ends;
 * nothing of it is remembered afterwards.
 *
 * @param holder whose login it is, see {@link StandaloneLogin#holder()}
 * @param ids what was shown last, logical ids
 * @param search what was searched for
 * @param next the link to the page after the last one; empty if there is none
 */
record Offer(String holder, List<String> ids, Search search, String next) {

    /** Pages that somebody went back to in the browser count too, but not without end. */
    private static final int MAX_IDS = 200;

    private static final String NOTE = "smart.offered.";

    /**
     * What this login's pages have shown.
     *
     * @param type of the resources that are to choose from
     */
    static Offer of(StandaloneLogin login, String type) {
        Offer nothing = new Offer(login.holder(), List.of(), Search.ALL, "");
        String note = login.login().getAuthNote(NOTE + type);
        try {
            Offer kept = note == null ? nothing : JsonSerialization.mapper.readValue(note, Offer.class);
            return kept.holder().equals(login.holder()) ? kept : nothing;
        } catch (IOException e) {
            return nothing;
        }
    }

    /** The same after one more page. */
    Offer and(List<String> shown, Search search, Optional<NextPage> next) {
        List<String> all = new ArrayList<>(ids);
        all.removeAll(shown);
        all.addAll(shown);
        return new Offer(
                holder,
                List.copyOf(all.subList(Math.max(0, all.size() - MAX_IDS), all.size())),
                search,
                next.map(NextPage::address).orElse(""));
    }

    Optional<NextPage> nextPage() {
        return next.isEmpty() ? Optional.empty() : Optional.of(new NextPage(next));
    }

    void keep(StandaloneLogin login, String type) {
        try {
            login.login().setAuthNote(NOTE + type, JsonSerialization.mapper.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
