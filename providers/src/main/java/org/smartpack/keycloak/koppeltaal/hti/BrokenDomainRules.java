/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.launch.rules.LaunchRules;

/**
 * The rules for a Koppeltaal domain without a definite FHIR service, because several clients have the mapper, or
 * because somebody without the right removed it. Its applications get nothing in a user's name, rather than what other
 * kinds of realms would give them.
 */
public final class BrokenDomainRules implements LaunchRules {

    private static final String REFUSAL = "a realm administrator must approve the Koppeltaal domain again";

    @Override
    public boolean appliesTo(ClientModel app) {
        return KoppeltaalApp.wasApproved(app);
    }

    @Override
    public Optional<String> overlooked(String value) {
        return Optional.empty();
    }

    @Override
    public String invalidLaunch() {
        return REFUSAL;
    }

    @Override
    public void checkRequest(AuthorizationEndpointRequest request, FhirServer server) throws Refusal {
        throw Refusal.because(OAuthError.INVALID_REQUEST, REFUSAL);
    }

    @Override
    public OfferedLaunch verify(String value, ClientModel app, FhirServer server) throws InvalidTokenException {
        throw new InvalidTokenException(REFUSAL);
    }

    @Override
    public void misconfigured(OfferedLaunch launch, ClientModel app) {
        // No launch is offered here.
    }

    @Override
    public boolean mayBeFor(Launch launch, ClientModel app, UserModel user, Optional<FhirReference> proven) {
        return true;
    }

    @Override
    public void checkUser(
            Launch launch, Optional<String> identityProvider, AuthenticationSessionModel login, UserModel user)
            throws WrongUserException {
        throw new WrongUserException(REFUSAL);
    }
}
