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
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.OfferedLaunch;
import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.Profiles;

/**
 * A profile's rules for apps whose launches aren't registered by an EHR. The parameter {@code launch} is then a token,
 * and the grant gives the app its context and the user's identity, but no access. Code flow, PKCE, {@code aud}, single
 * use, the binding to app and browser, and the form of responses are the same as for every launch.
 */
public interface LaunchRules extends ProfileRules {

    /** The rules for an app; empty for one that is launched in SMART's own way. */
    static Optional<LaunchRules> of(KeycloakSession session, ClientModel app) {
        return Profiles.rules(session, LaunchRules.class).filter(rules -> rules.appliesTo(app));
    }

    /**
     * What the profile of the request's realm says of a launch that no EHR has registered, see
     * {@link #overlooked(String)}.
     */
    static Optional<String> overlooked(KeycloakSession session, String value) {
        return Profiles.rules(session, LaunchRules.class).flatMap(rules -> rules.overlooked(value));
    }

    /**
     * What was probably forgotten if an app that these rules don't apply to sends a value that is for apps to which
     * they do. It is for the administrator, and stands in the event only.
     *
     * @param value any text that a caller sent
     * @return the cause, which contains nothing of the value; empty for any other value
     */
    Optional<String> overlooked(String value);

    /**
     * Whether these rules apply to an app. If so, they apply to every authorization request of it, and no others do.
     */
    boolean appliesTo(ClientModel app);

    /** The {@code error_description} for every launch that can't be redeemed, whatever the cause. */
    String invalidLaunch();

    /**
     * Checks that the request asks only for what it may.
     *
     * @param server the FHIR server that {@code aud} names
     * @throws Refusal for the app, if it asks for more
     */
    void checkRequest(AuthorizationEndpointRequest request, FhirServer server) throws Refusal;

    /**
     * Verifies a value of the parameter {@code launch} and returns the launch that it proves. Must not store anything.
     *
     * @throws InvalidTokenException if anything is wrong with the value
     */
    OfferedLaunch verify(String value, ClientModel app, FhirServer server) throws InvalidTokenException;

    /**
     * Called when a launch with a misconfiguration comes for the first time, so that it can be logged and reported.
     *
     * @param launch the launch with the misconfiguration
     */
    void misconfigured(OfferedLaunch launch, ClientModel app);

    /**
     * Checks that the user who has logged in is the one whom the launch is for.
     *
     * @param identityProvider the alias of the identity provider that this very login used, if the launch required one
     * @param login this very login, with its notes
     * @throws WrongUserException if it is another user, or if that can't be determined
     */
    void checkUser(Launch launch, Optional<String> identityProvider, AuthenticationSessionModel login, UserModel user)
            throws WrongUserException;

    /**
     * Whether a user who is signed in may be the one whom the launch is for, as far as that is known before the login.
     * Asks nobody outside this server. {@link #checkUser} decides in any case.
     *
     * @param proven who the user was in an earlier launch of this session; empty if there was none
     * @return {@code false} only if it is somebody else; {@code true} if that can't be known yet
     */
    boolean mayBeFor(Launch launch, ClientModel app, UserModel user, Optional<FhirReference> proven);

    /**
     * A value of {@code launch} isn't valid. The message is the cause for the event, and contains nothing of the value.
     */
    final class InvalidTokenException extends Exception {

        private static final long serialVersionUID = 1L;

        public InvalidTokenException(String cause) {
            super(cause, null, false, false);
        }
    }

    /** The launch isn't for the user. The message is the cause for the event, and contains nothing about the user. */
    final class WrongUserException extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean fault;

        public WrongUserException(String cause) {
            this(cause, false);
        }

        /** @param fault whether the user couldn't be checked, because something failed */
        public WrongUserException(String cause, boolean fault) {
            super(cause, null, false, false);
            this.fault = fault;
        }

        public boolean isFault() {
            return fault;
        }
    }
}
