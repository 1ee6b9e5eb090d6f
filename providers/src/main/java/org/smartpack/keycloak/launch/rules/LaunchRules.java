/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * What a profile says of apps whose launches no EHR registers: the parameter {@code launch} is then a token of its own,
 * and the grant gives the app its context and the user's identity, but no access. Code flow, PKCE, {@code aud}, single
 * use, the binding to app and browser and the form of the answers are those of every launch.
 */
public interface LaunchRules extends ProfileRules {

    /** The rules for an app; empty for one that is launched as SMART says. */
    static Optional<LaunchRules> of(KeycloakSession session, ClientModel app) {
        return Profiles.rules(session, LaunchRules.class).filter(rules -> rules.appliesTo(app));
    }

    /** Whether they hold for an app: for every authorization request of it, and then nothing else does. */
    boolean appliesTo(ClientModel app);

    /** The {@code error_description} for every launch that can't be redeemed, whatever the cause. */
    String invalidLaunch();

    /**
     * Whether the request asks for what it may ask for.
     *
     * @param server the FHIR server that {@code aud} names
     * @throws Refusal with the error for the app
     */
    void checkRequest(AuthorizationEndpointRequest request, FhirServer server) throws Refusal;

    /**
     * The launch that a value of the parameter {@code launch} proves. Nothing is kept of it here.
     *
     * @throws InvalidTokenException if anything is wrong with the value
     */
    OfferedLaunch verify(String value, ClientModel app, FhirServer server) throws InvalidTokenException;

    /**
     * A launch with a misconfiguration has come for the first time: the place for an entry in log and events.
     *
     * @param launch has the misconfiguration
     */
    void misconfigured(OfferedLaunch launch, ClientModel app);

    /**
     * Whether the user who has logged in is the one whom the launch is for.
     *
     * @param identityProvider the alias of the identity provider by which this very login went, where the launch wanted one
     * @param login has the notes of this very login
     * @throws WrongUserException if not, or if it can't be found out
     */
    void checkUser(Launch launch, Optional<String> identityProvider, AuthenticationSessionModel login, UserModel user)
            throws WrongUserException;

    /** A value of {@code launch} that proves nothing. The message is the cause for the event, without any of the value. */
    final class InvalidTokenException extends Exception {

        private static final long serialVersionUID = 1L;

        public InvalidTokenException(String cause) {
            super(cause, null, false, false);
        }
    }

    /** A user whom the launch isn't for. The message is the cause for the event, without anything about the user. */
    final class WrongUserException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean fault;

        public WrongUserException(String cause) {
            this(cause, false);
        }

        /** @param fault whether it couldn't be found out, because something doesn't work */
        public WrongUserException(String cause, boolean fault) {
            super(cause, null, false, false);
            this.fault = fault;
        }

        public boolean isFault() {
            return fault;
        }
    }
}
