/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Optional;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.fhir.client.FhirClient;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.fhir.client.Trace;
import org.smartpack.keycloak.koppeltaal.domain.IdentitySettings;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.launch.Launch;
import org.smartpack.keycloak.launch.rules.LaunchRules.WrongUserException;
import org.smartpack.keycloak.launch.rules.LaunchTrace;

/**
 * Checks that the user who has logged in is the {@code sub} of the HTI token (KT-AUTHZ-4, 5). If the module has
 * settings for that type of user, the identity provider's claim must be an identifier of that resource at the FHIR
 * service. Without such settings, the user's {@code fhirUser} must be that resource. Both ways look up whether the
 * resource exists and is active; for the second, the domain's settings can switch that off.
 */
final class UserCheck {

    private final KeycloakSession session;
    private final KoppeltaalDomain domain;
    private final FhirServer server;
    private final Launch launch;

    UserCheck(KeycloakSession session, KoppeltaalDomain domain, Launch launch) {
        this.session = session;
        this.domain = domain;
        this.server = domain.fhirService();
        this.launch = launch;
    }

    void check(Optional<String> identityProvider, AuthenticationSessionModel login, UserModel user)
            throws WrongUserException {
        FhirReference subject = launch.user().orElseThrow(() -> new WrongUserException("the launch names no user"));
        IdentitySettings settings = KoppeltaalApp.of(login.getClient())
                .map(module -> module.identity(subject.type()))
                .orElseThrow(() -> new WrongUserException("the client is no longer an application of this domain"));
        boolean isRelated = subject.type().equals("RelatedPerson");
        boolean isRead = domain.looksUpUsers() || settings.matchesIdentifier() || isRelated;
        Optional<FhirPerson> person = isRead ? Optional.of(read(subject, login)) : Optional.empty();
        if (settings.matchesIdentifier()) {
            String claim = claim(settings, identityProvider, login);
            if (!person.get().hasIdentifier(settings.system(), claim)) {
                throw new WrongUserException(
                        "the identity provider's claim is not an identifier of sub at the FHIR service");
            }
        } else if (!FhirUsers.of(session).find(user, server).equals(launch.user())) {
            throw new WrongUserException("the user's fhirUser is not sub");
        }
        if (isRelated
                && !person.get().isRelatedTo(launch.context().parameters().get(HtiClaims.PATIENT), server.baseUrl())) {
            throw new WrongUserException("sub is not related to the token's patient");
        }
    }

    /**
     * Whether a user who is signed in may be the {@code sub}, as far as that is known before the login. Where users are
     * matched by an identifier, the identity provider hasn't said anything yet: what counts is who the user was in an
     * earlier launch of the session, or else the user's {@code fhirUser}, if there is one.
     */
    boolean mayBe(ClientModel app, UserModel user, Optional<FhirReference> proven) {
        FhirUsers users = FhirUsers.of(session);
        Optional<FhirReference> person = users.areIgnored() ? Optional.empty() : users.find(user, server);
        if (matchesIdentifier(app)) {
            Optional<FhirReference> known = proven.isPresent() ? proven : person;
            return known.isEmpty() || known.equals(launch.user());
        }
        return users.areIgnored() || person.equals(launch.user());
    }

    private boolean matchesIdentifier(ClientModel app) {
        Optional<KoppeltaalApp> module = KoppeltaalApp.of(app);
        return launch.user()
                .flatMap(subject -> module.map(known -> known.identity(subject.type())))
                .filter(IdentitySettings::matchesIdentifier)
                .isPresent();
    }

    /**
     * What the identity provider said in this very login. User attributes don't count: users may be able to edit them,
     * and they may be outdated.
     */
    private static String claim(
            IdentitySettings settings, Optional<String> identityProvider, AuthenticationSessionModel login)
            throws WrongUserException {
        return identityProvider
                .flatMap(alias -> UserClaimMapper.read(login, alias, settings.claim()))
                .orElseThrow(() -> new WrongUserException(
                        "the identity provider didn't say who the user is: does it have a mapper Koppeltaal user for "
                                + "the claim, and is the email address verified?"));
    }

    private FhirPerson read(FhirReference subject, AuthenticationSessionModel login) throws WrongUserException {
        Trace trace = Trace.of(session);
        ReadResult result = FhirClient.of(session)
                .read(server, subject, LaunchTrace.of(login).map(trace::named).orElse(trace));
        if (result instanceof ReadResult.Found found) {
            FhirPerson person = new FhirPerson(found.resource());
            if (!person.isActive()) {
                throw new WrongUserException("sub is not active at the FHIR service");
            }
            return person;
        }
        if (result instanceof ReadResult.Unavailable unavailable) {
            throw new WrongUserException("sub can't be looked up: " + unavailable.reason(), true);
        }
        throw new WrongUserException("the FHIR service doesn't know sub");
    }
}
