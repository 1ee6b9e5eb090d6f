/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.util.JsonSerialization;

/**
 * What an app asked for, while its login goes on with what a user has chosen of it. If somebody else signs in during
 * the same login, that is where the login starts again. No request can set the note.
 */
public final class AskedScopes {

    private static final String NOTE = "smart.asked";
    private static final String CHOICES = "choices";
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private AskedScopes() {}

    /** Keeps it before it is changed. */
    public static void keep(AuthenticationSessionModel login) {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put(OIDCLoginProtocol.SCOPE_PARAM, login.getClientNote(OIDCLoginProtocol.SCOPE_PARAM));
        asked.put(OIDCLoginProtocol.PROMPT_PARAM, login.getClientNote(OIDCLoginProtocol.PROMPT_PARAM));
        asked.put(CHOICES, LaunchNotes.read(login, LaunchNotes.CHOICES));
        try {
            login.setClientNote(NOTE, JsonSerialization.mapper.writeValueAsString(asked));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Puts back what was kept.
     *
     * @return whether there was anything
     */
    public static boolean restore(AuthenticationSessionModel login) {
        String note = login.getClientNote(NOTE);
        if (note == null) {
            return false;
        }
        try {
            Map<String, String> asked = JsonSerialization.mapper.readValue(note, TEXTS);
            restore(login, OIDCLoginProtocol.SCOPE_PARAM, asked);
            restore(login, OIDCLoginProtocol.PROMPT_PARAM, asked);
            ContextChoices.note(login, asked.get(CHOICES));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        login.removeClientNote(NOTE);
        return true;
    }

    private static void restore(AuthenticationSessionModel login, String name, Map<String, String> asked) {
        if (asked.get(name) == null) {
            login.removeClientNote(name);
        } else {
            login.setClientNote(name, asked.get(name));
        }
    }

    /** Keycloak has copied the notes of the login to the session, where nobody needs this one. */
    public static void forget(AuthenticatedClientSessionModel clientSession) {
        clientSession.removeNote(NOTE);
    }
}
