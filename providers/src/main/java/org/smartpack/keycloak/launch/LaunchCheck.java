/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.Urls;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.scope.ScopeList;

/**
 * The rules for a SMART app's authorization request in a realm that has a FHIR server: the code flow (spec section 2),
 * PKCE with S256 (SMART-AUTHZ-4), {@code aud} (SMART-AUTHZ-1, 2), {@code launch} (SMART-SCOPE-40, LCTX-20, 21). What is
 * refused goes back to the app as an error in the redirect, with {@code state} and {@code iss}.
 */
final class LaunchCheck implements AuthorizationEndpointCheckProvider {

    /** RFC 7636 section 4.2: the base64url of 32 bytes. */
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    static final String LAUNCH_NEEDED = "the scope launch needs the parameter launch that the EHR gave to the app";

    private static final String AUD = "aud";
    private static final String LAUNCH = "launch";

    private final KeycloakSession session;

    LaunchCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
        Map<String, String> parameters = request.getAdditionalReqParams();
        LaunchNotes.clean(parameters);
        ScopeList scopes = ScopeList.of(request.getScope());
        FhirServers servers = FhirServers.of(session);
        boolean isSmart = scopes.isSmart();
        if (!isSmart && !parameters.containsKey(LAUNCH) || !servers.governRealm()) {
            return;
        }
        if (!isSmart) {
            // Of no use, and nothing to be kept in a note.
            parameters.remove(LAUNCH);
            return;
        }
        Refusal refuse = new Refusal(checker);
        checkFrontChannel(checker.getQueryParams(), refuse);
        checkCodeFlow(request, refuse);
        checkPkce(request, refuse);
        FhirServer server = checkAudience(request, servers, refuse);
        parameters.put(LaunchNotes.FHIR_SERVER, server.client().getId());
        String launch = parameters.remove(LAUNCH);
        if (scopes.isEhrLaunch()) {
            parameters.put(LaunchNotes.LAUNCH, checkLaunch(launch, request, checker, server, refuse));
        } else {
            checkStandalone(scopes, refuse);
        }
    }

    /** What is signed or was pushed by the app can't be changed by whoever carries the request. */
    private static void checkFrontChannel(MultivaluedMap<String, String> query, Refusal refuse)
            throws AuthorizationCheckException {
        boolean isReferred = query.containsKey(OIDCLoginProtocol.REQUEST_URI_PARAM)
                || query.containsKey(OIDCLoginProtocol.REQUEST_PARAM);
        for (String name : List.of(LAUNCH, AUD, OAuth2Constants.RESOURCE)) {
            if (isReferred && query.containsKey(name)) {
                throw refuse.request(name + " belongs into the request object or the pushed request");
            }
        }
    }

    private static void checkCodeFlow(AuthorizationEndpointRequest request, Refusal refuse)
            throws AuthorizationCheckException {
        if (!OAuth2Constants.CODE.equals(request.getResponseType())) {
            throw refuse.with(OAuthErrorException.UNSUPPORTED_RESPONSE_TYPE, "SMART apps use response_type code");
        }
    }

    private static void checkPkce(AuthorizationEndpointRequest request, Refusal refuse)
            throws AuthorizationCheckException {
        boolean isS256 = OIDCLoginProtocol.PKCE_METHOD_S256.equals(request.getCodeChallengeMethod());
        if (request.getCodeChallenge() == null
                || !S256.matcher(request.getCodeChallenge()).matches()
                || !isS256) {
            throw refuse.request("SMART apps send a code_challenge with code_challenge_method S256");
        }
    }

    /** {@code resource} (RFC 8707) says the same; a request object has {@code aud} for the authorization server itself. */
    private FhirServer checkAudience(AuthorizationEndpointRequest request, FhirServers servers, Refusal refuse)
            throws AuthorizationCheckException {
        String aud = request.getAdditionalReqParams().get(AUD);
        String resource = request.getResource();
        if (resource != null && isAuthorizationServer(aud)) {
            aud = null;
        }
        if (aud != null && resource != null && !aud.equals(resource)) {
            throw refuse.with(OAuthErrorException.INVALID_TARGET, "aud and resource name different FHIR servers");
        }
        String wanted = aud == null ? resource : aud;
        if (wanted == null) {
            throw refuse.request("aud is missing: it names the FHIR server by its base URL");
        }
        Optional<FhirServer> server = servers.at(wanted);
        if (server.isEmpty()) {
            throw refuse.request("aud is not the base URL of a FHIR server of this realm");
        }
        return server.get();
    }

    /** As {@code aud} of a request object (RFC 9101) says it: alone or in an array, which Keycloak hands on as text. */
    private boolean isAuthorizationServer(String aud) {
        return issuer().equals(aud) || ("[\"" + issuer() + "\"]").equals(aud);
    }

    private String issuer() {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }

    /** One answer for all causes, lest it tells which handles exist (LCTX-20). The cause is in the event. */
    private String checkLaunch(
            String launch,
            AuthorizationEndpointRequest request,
            AuthorizationEndpointChecker checker,
            FhirServer server,
            Refusal refuse)
            throws AuthorizationCheckException {
        if (launch == null) {
            throw refuse.request(LAUNCH_NEEDED);
        }
        LaunchStore store = new LaunchStore(session);
        String reference = store.reference(launch);
        String challenge = request.getCodeChallenge();
        RegisteredLaunch registered = store.find(reference).orElse(null);
        if (registered == null) {
            throw refuse.launch("unknown, expired or used");
        }
        LaunchReservation reservation = new LaunchReservation(session, reference, checker.getClient());
        Optional<String> browser = LaunchBrowser.current(session);
        if (registered.expires() < Time.currentTimeMillis() / 1000 && !reservation.isOf(browser)) {
            throw refuse.launch("expired");
        }
        String client = checker.getClient().getClientId();
        if (registered.clientId().filter(only -> !only.equals(client)).isPresent()) {
            throw refuse.launch("registered for another app");
        }
        if (!Objects.equals(registered.fhirServer(), server.client().getId())) {
            throw refuse.launch("registered for another FHIR server");
        }
        if (registered.singleUse()) {
            if (!reservation.begin(challenge, browser)) {
                throw refuse.launch("another login has begun with it");
            }
            LaunchBrowser.willReserve(session, reservation);
        }
        return reference;
    }

    /** Without an EHR there is a patient at most: the user, if the user is one. */
    private static void checkStandalone(ScopeList scopes, Refusal refuse) throws AuthorizationCheckException {
        for (String type : scopes.launchContexts()) {
            if (!type.equals(LaunchContext.PATIENT)) {
                throw refuse.with(
                        OAuthErrorException.INVALID_SCOPE, "launch/" + type + " is only available with an EHR launch");
            }
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    /** How a request is refused: the event has the reason, the app the error. */
    private record Refusal(AuthorizationEndpointChecker checker) {

        AuthorizationCheckException request(String description) {
            return with(OAuthErrorException.INVALID_REQUEST, description);
        }

        AuthorizationCheckException with(String error, String description) {
            return logged(error, description, description);
        }

        AuthorizationCheckException launch(String cause) {
            LaunchEvents.is(LaunchEvents.REJECTED, checker.getEventBuilder());
            return logged(OAuthErrorException.INVALID_REQUEST, InvalidLaunch.DESCRIPTION, InvalidLaunch.REASON + cause);
        }

        private AuthorizationCheckException logged(String error, String description, String reason) {
            checker.getEventBuilder().detail(Details.REASON, reason);
            checker.getEventBuilder().error(Errors.INVALID_REQUEST);
            return new AuthorizationCheckException(Response.Status.BAD_REQUEST, error, description);
        }
    }
}
