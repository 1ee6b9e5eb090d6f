/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.people.Patients;
import org.smartpack.keycloak.launch.store.ChosenContext;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.NotedServer;

/**
 * The login of a standalone launch by a user whom the FHIR server knows: the only one in which there is a patient to
 * choose.
 *
 * @param person the resource that represents the user
 * @param choices what there may be to choose, see {@link LaunchNotes#CHOICES}
 */
record StandaloneLogin(
        KeycloakSession session,
        AuthenticationSessionModel login,
        UserModel user,
        FhirServer server,
        FhirReference person,
        String choices) {

    /** Empty for every other login. */
    static Optional<StandaloneLogin> of(KeycloakSession session, AuthenticationSessionModel login, UserModel user) {
        String choices = LaunchNotes.read(login, LaunchNotes.CHOICES);
        if (user == null || choices == null) {
            return Optional.empty();
        }
        return NotedServer.find(session, login).flatMap(server -> FhirUsers.of(session)
                .find(user, server)
                .map(person -> new StandaloneLogin(session, login, user, server, person, choices)));
    }

    /** Whether the user has to be asked before the app gets a code. */
    boolean isPending() {
        boolean hasOwnRecord = Patients.ownRecord(Optional.of(person)).isPresent();
        return !chosen().isComplete() && (wantsEncounter() || !hasOwnRecord);
    }

    boolean wantsEncounter() {
        return choices.contains(LaunchContext.ENCOUNTER);
    }

    /** What the user sees at the FHIR server. */
    FhirView view() {
        return FhirClient.of(session).viewOf(person, server, Trace.of(session));
    }

    ChosenContext chosen() {
        return ChosenContext.of(login, user, person, server);
    }

    /** Whose offers and choices these are: somebody else's, or those of another server, count for nothing. */
    String holder() {
        return String.join(" ", user.getId(), person.toString(), server.client().getId(), server.baseUrl());
    }

    /** The user wants another patient. */
    void forget() {
        ChosenContext.NOTHING.keep(login, user, person, server);
    }

    /** Keeps the patient; another one than before makes an encounter void. */
    void choosePatient(String id) {
        new ChosenContext(LaunchContext.EMPTY.with(LaunchContext.PATIENT, id), !wantsEncounter())
                .keep(login, user, person, server);
    }

    /** @param id empty for none */
    void chooseEncounter(Optional<String> id) {
        LaunchContext patient = chosen().context().without(LaunchContext.ENCOUNTER);
        new ChosenContext(
                        id.map(found -> patient.with(LaunchContext.ENCOUNTER, found))
                                .orElse(patient),
                        true)
                .keep(login, user, person, server);
    }
}
