/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.login;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.OIDCProviderConfig;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.utils.OIDCRedirectUriBuilder;
import org.keycloak.protocol.oidc.utils.OIDCResponseMode;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.services.ErrorPage;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirUsers;
import org.smartpack.keycloak.launch.LaunchEvents;
import org.smartpack.keycloak.launch.hybrid.HybridFlow;
import org.smartpack.keycloak.launch.hybrid.UnsentToken;
import org.smartpack.keycloak.launch.kind.IntendedUser;
import org.smartpack.keycloak.launch.redeem.GrantDecision;
import org.smartpack.keycloak.launch.rules.LaunchReport;
import org.smartpack.keycloak.launch.rules.LaunchTrace;
import org.smartpack.keycloak.launch.store.AskedScopes;
import org.smartpack.keycloak.launch.store.LaunchHold;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.launch.store.NotedServer;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * Keycloak's OpenID Connect protocol, with a final decision at the end of a login. This is the one place that every
 * login of an app passes. Here a code is issued or not, and a launch context is consumed (LCTX-21).
 */
final class SmartLoginProtocol extends OIDCLoginProtocol {

    private static final Set<OIDCResponseMode> SIGNED = EnumSet.of(
            OIDCResponseMode.JWT,
            OIDCResponseMode.QUERY_JWT,
            OIDCResponseMode.FRAGMENT_JWT,
            OIDCResponseMode.FORM_POST_JWT);

    SmartLoginProtocol(OIDCProviderConfig config) {
        super(config);
    }

    SmartLoginProtocol(
            KeycloakSession session, RealmModel realm, UriInfo uriInfo, HttpHeaders headers, EventBuilder event) {
        super(session, realm, uriInfo, headers, event);
    }

    @Override
    public Response authenticated(
            AuthenticationSessionModel login, UserSessionModel user, ClientSessionContext granted) {
        ScopeOutcome.of(session, login.getClient()).addTo(event);
        AskedScopes.forget(granted.getClientSession());
        if (!DeviceGrantType.isOAuth2DeviceVerificationFlow(login)) {
            Optional<FhirReference> person = NotedServer.find(session, login)
                    .flatMap(server -> FhirUsers.of(session).find(user.getUser(), server));
            new LoginRemarks(session, login).addTo(event, user.getUser(), person);
            if (isSingleSignOnOfAnother(login, user, granted)) {
                return new SmartAuthorizationEndpoint(session, event.clone()).pauseEnded(login);
            }
            LaunchReport report = new LaunchReport(session, login);
            try {
                checkHybrid(login, granted);
                new GrantDecision(session, login, user, granted, person).make();
                report.loggedIn();
            } catch (Refusal refusal) {
                report.refused(refusal);
                if (login.getRedirectUri() == null || login.getClientNote(RESPONSE_TYPE_PARAM) == null) {
                    // There is no app to redirect to.
                    return ErrorPage.error(session, login, Response.Status.BAD_REQUEST, Messages.INVALID_REQUEST);
                }
                return refuse(login, refusal);
            }
        }
        return super.authenticated(login, user, granted);
    }

    /**
     * Whether somebody else has signed in to this browser since the launch began, in another tab. With
     * {@code prompt=none} nobody may be asked.
     */
    private boolean isSingleSignOnOfAnother(
            AuthenticationSessionModel login, UserSessionModel user, ClientSessionContext granted) {
        return AuthenticationManager.isSSOAuthentication(granted.getClientSession())
                && LaunchNotes.read(login, LaunchNotes.PASSIVE) == null
                && IntendedUser.isAnother(session, login, user);
    }

    /**
     * Ends a login because the user who is signed in keeps the session. The launch is for somebody else, who can still
     * use it (LCTX-22a).
     */
    Response turnBack(AuthenticationSessionModel login) {
        LaunchReport report = new LaunchReport(session, login);
        LaunchHold.of(session, login).ifPresent(LaunchHold::giveUp);
        report.ended();
        return sendError(login, Error.CONSENT_DENIED, null);
    }

    /** In the hybrid flow, Keycloak makes tokens before it redirects. */
    private void checkHybrid(AuthenticationSessionModel login, ClientSessionContext granted) throws Refusal {
        if (NotedServer.isIn(login) && HybridFlow.isNamedBy(login.getClientNote(RESPONSE_TYPE_PARAM))) {
            HybridFlow.check(session, login.getClient(), RequestedScopes.of(granted.getScopeString()));
            UnsentToken.expect(session, granted);
        }
    }

    /** An earlier login for another app doesn't replace the one at the launch's own identity provider. */
    @Override
    public boolean requireReauthentication(UserSessionModel user, AuthenticationSessionModel login) {
        return LaunchLogin.needsIdentityProvider(login) || super.requireReauthentication(user, login);
    }

    /**
     * If the login ends without the user having been asked, the launch may be tried again. Any other end uses up the
     * launch, as far as this login holds it (LCTX-23).
     */
    @Override
    public Response sendError(AuthenticationSessionModel login, Error error, String errorMessage) {
        LaunchHold.of(session, login).filter(LaunchHold::isHeld).ifPresent(hold -> {
            if (error == Error.PASSIVE_LOGIN_REQUIRED || error == Error.PASSIVE_INTERACTION_REQUIRED) {
                hold.giveUp();
            } else {
                LaunchReport report = new LaunchReport(session, login);
                hold.useUp();
                report.ended();
            }
        });
        return super.sendError(login, error, errorMessage);
    }

    /** Redirects with the error (RFC 6749 section 4.1.2.1, RFC 9207). */
    private Response refuse(AuthenticationSessionModel login, Refusal refusal) {
        LaunchEvents.mark(LaunchEvents.REJECTED, event.clone())
                .event(EventType.LOGIN)
                .detail(Details.REASON, refusal.reason())
                .error(Errors.ACCESS_DENIED);
        OIDCResponseType type = OIDCResponseType.parse(login.getClientNote(RESPONSE_TYPE_PARAM));
        OIDCResponseMode mode = OIDCResponseMode.parse(login.getClientNote(RESPONSE_MODE_PARAM), type);
        OIDCRedirectUriBuilder redirect = OIDCRedirectUriBuilder.fromUri(login.getRedirectUri(), mode, session, null)
                .addParam(OAuth2Constants.ERROR, refusal.error().code())
                .addParam(
                        OAuth2Constants.ERROR_DESCRIPTION,
                        LaunchTrace.in(refusal.description(), LaunchTrace.of(login)));
        String state = login.getClientNote(STATE_PARAM);
        if (state != null) {
            redirect.addParam(OAuth2Constants.STATE, state);
        }
        // A signed answer (JARM) has the claim already, and a second one would make it unreadable.
        if (!SIGNED.contains(mode)
                && !OIDCAdvancedConfigWrapper.fromClientModel(login.getClient()).isExcludeIssuerFromAuthResponse()) {
            redirect.addParam(
                    OAuth2Constants.ISSUER,
                    Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        }
        new AuthenticationSessionManager(session).removeTabIdInAuthenticationSession(realm, login);
        return redirect.build();
    }
}
