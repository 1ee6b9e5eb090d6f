/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchStore;
import org.smartpack.keycloak.launch.store.NotedServer;

/**
 * Says before a login whether its launch is for somebody other than the user who is signed in at the browser
 * (LCTX-22a). The rules are those of the end of the login, as far as they can be decided without asking the FHIR server
 * or an identity provider. Whatever is said here, the end of the login decides (LCTX-22).
 */
public final class IntendedUser {

    private static final String PROVEN = "smart_launched:";

    private IntendedUser() {}

    /** Whether the launch of a login is for somebody else; {@code false} for a login without a launch. */
    public static boolean isAnother(
            KeycloakSession session, AuthenticationSessionModel login, UserSessionModel signedIn) {
        Optional<LaunchHold> hold = LaunchHold.of(session, login);
        Optional<FhirServer> server = NotedServer.find(session, login);
        Optional<Launch> launch = hold.flatMap(held -> new LaunchStore(session).find(held.reference()));
        if (launch.isEmpty() || server.isEmpty()) {
            // The end of the login refuses it, whoever is signed in.
            return false;
        }
        return hold.get().isOfToken()
                ? !mayBeFor(session, launch.get(), login.getClient(), server.get(), signedIn)
                : !isFor(session, launch.get(), server.get(), signedIn);
    }

    private static boolean isFor(KeycloakSession session, Launch launch, FhirServer server, UserSessionModel signedIn) {
        FhirUsers users = FhirUsers.of(session);
        // If nobody's fhirUser counts, it helps nobody to sign in again.
        return users.areIgnored()
                || HandleLaunch.isFor(session, launch, signedIn.getUser(), users.find(signedIn.getUser(), server));
    }

    private static boolean mayBeFor(
            KeycloakSession session, Launch launch, ClientModel app, FhirServer server, UserSessionModel signedIn) {
        Optional<FhirReference> proven =
                Optional.ofNullable(signedIn.getNote(note(server))).flatMap(FhirReference::parse);
        return LaunchRules.of(session, app)
                .filter(rules -> !rules.mayBeFor(launch, app, signedIn.getUser(), proven))
                .isEmpty();
    }

    /**
     * Notes who a user proved to be, for the next launch in the same session.
     *
     * @param person the resource that the launch was for
     */
    public static void remember(UserSessionModel user, FhirServer server, String person) {
        user.setNote(note(server), person);
    }

    private static String note(FhirServer server) {
        return PROVEN + server.client().getId();
    }
}
