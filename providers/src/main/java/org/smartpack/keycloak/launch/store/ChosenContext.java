/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.LaunchContext;

/**
 * What a user chose during a standalone launch (SMART-LAUNCH-5): it belongs to one login, one user who is one person,
 * and one FHIR server at one address, and is forgotten with the login. It is kept on the server, in a note that no
 * request can set.
 *
 * @param context {@code patient} and, where there is one, {@code encounter}
 * @param isComplete whether there is nothing left to choose
 */
public record ChosenContext(LaunchContext context, boolean isComplete) {

    private static final String NOTE = "smart.chosen";
    private static final String USER = "user";
    private static final String PERSON = "person";
    private static final String SERVER = "server";
    private static final String BASE = "base";
    private static final String COMPLETE = "complete";
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    /** Nothing was chosen yet. */
    public static final ChosenContext NOTHING = new ChosenContext(LaunchContext.EMPTY, false);

    /** What this user chose in this login for this FHIR server. */
    public static ChosenContext of(
            AuthenticationSessionModel login, UserModel user, FhirReference person, FhirServer server) {
        Map<String, String> note = read(login.getAuthNote(NOTE));
        if (!user.getId().equals(note.get(USER))
                || !person.toString().equals(note.get(PERSON))
                || !server.client().getId().equals(note.get(SERVER))
                || !server.baseUrl().equals(note.get(BASE))) {
            return NOTHING;
        }
        LaunchContext context = LaunchContext.EMPTY;
        for (String name : new String[] {LaunchContext.PATIENT, LaunchContext.ENCOUNTER}) {
            context = note.containsKey(name) ? context.with(name, note.get(name)) : context;
        }
        return new ChosenContext(context, note.containsKey(COMPLETE));
    }

    /** Keeps it until the login ends. */
    public void keep(AuthenticationSessionModel login, UserModel user, FhirReference person, FhirServer server) {
        Map<String, String> note = new LinkedHashMap<>();
        note.put(USER, user.getId());
        note.put(PERSON, person.toString());
        note.put(SERVER, server.client().getId());
        note.put(BASE, server.baseUrl());
        context.parameters().forEach((name, value) -> note.put(name, value.toString()));
        if (isComplete) {
            note.put(COMPLETE, "true");
        }
        try {
            login.setAuthNote(NOTE, JsonSerialization.mapper.writeValueAsString(note));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The patient's logical id. */
    public Optional<String> patient() {
        return context.patient();
    }

    private static Map<String, String> read(String note) {
        try {
            return note == null ? Map.of() : JsonSerialization.mapper.readValue(note, TEXTS);
        } catch (IOException e) {
            return Map.of();
        }
    }
}
