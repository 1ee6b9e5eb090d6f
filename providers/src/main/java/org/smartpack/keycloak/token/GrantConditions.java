/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.store.WaitingGrant;

/**
 * Conditions of a grant that must still be met whenever tokens are made for it. Results are the
 * {@code error_description} for {@code invalid_grant}; empty if the condition is met.
 */
public record GrantConditions(KeycloakSession session, GrantContext grant) {

    static final String NO_SERVER = "The FHIR server of this grant no longer exists";
    static final String OTHER_USER = "The user is no longer the one this grant was made for";

    /** The FHIR server must still exist, with the same base URL. */
    public Optional<String> brokenByServer() {
        return grant.server(session).isPresent() ? Optional.empty() : Optional.of(NO_SERVER);
    }

    /** The user must still be the person in the tokens. */
    public Optional<String> brokenBy(UserModel user) {
        Optional<FhirServer> server = grant.server(session);
        if (server.isEmpty()) {
            return Optional.of(NO_SERVER);
        }
        FhirUsers users = FhirUsers.of(session);
        // Without access, a profile has identified the user, perhaps by other means than fhirUser.
        boolean isSamePerson = grant.isContextOnly()
                || grant.fhirUser().isEmpty()
                || users.find(user).map(FhirUser::url).equals(grant.fhirUser());
        boolean isSamePatient = !grant.patientIsUser()
                || users.find(user, server.get())
                        .filter(person -> person.type().equals("Patient"))
                        .map(FhirReference::id)
                        .equals(grant.context().patient());
        boolean isSameChooser =
                grant.chooser().isEmpty() || users.find(user, server.get()).equals(grant.chooser());
        return isSamePerson && isSamePatient && isSameChooser ? Optional.empty() : Optional.of(OTHER_USER);
    }

    /** The same when a code is redeemed: the user's resource on the FHIR server is known here, whatever was granted. */
    Optional<String> brokenBy(UserModel user, WaitingGrant waiting) {
        Optional<String> broken = brokenBy(user);
        return broken.isPresent()
                        || grant.server(session)
                                .flatMap(server -> FhirUsers.of(session).find(user, server))
                                .equals(waiting.person())
                ? broken
                : Optional.of(OTHER_USER);
    }
}
