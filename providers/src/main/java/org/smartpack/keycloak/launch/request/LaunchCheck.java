/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.Urls;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.clientauth.PushedRequestCheck;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.rules.InvalidLaunch;
import org.smartpack.keycloak.launch.rules.LaunchObserver;
import org.smartpack.keycloak.launch.rules.LaunchObserver.Happening;
import org.smartpack.keycloak.launch.rules.LaunchRefused;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.scope.ScopeList;

/**
 * The rules for a SMART app's authorization request in a realm that has a FHIR server: the code flow (spec section 2),
 * PKCE with S256 (SMART-AUTHZ-4), {@code aud} (SMART-AUTHZ-1, 2), {@code launch} (SMART-SCOPE-40, LCTX-20, 21). What is
 * refused goes back to the app as an error in the redirect, with {@code state} and {@code iss}.
 */
final class LaunchCheck implements AuthorizationEndpointCheckProvider {

    /** RFC 7636 section 4.2: the base64url of 32 bytes. */
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** RFC 7636. Apps of SMART 1.0 that know nothing of it aren't served: a code is worth too much without. */
    static final String PKCE_NEEDED =
            "PKCE (RFC 7636) is required of SMART apps: send code_challenge with code_challenge_method S256";

    private static final String AUD = "aud";
    private static final String LAUNCH = "launch";

    private final KeycloakSession session;

    LaunchCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        // Before a launch is reserved for somebody else's request.
        PushedRequestCheck.check(session, checker);
        AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
        Map<String, String> parameters = request.getAdditionalReqParams();
        LaunchNotes.clean(parameters);
        CheckRefusal refuse = new CheckRefusal(checker);
        ScopeOutcome outcome = ScopeOutcome.of(session, checker.getClient());
        if (outcome.refusal().isPresent()) {
            throw refuse.with(
                    OAuthErrorException.INVALID_SCOPE, outcome.refusal().get());
        }
        outcome.tell(checker.getEventBuilder());
        ScopeList scopes = ScopeList.of(request.getScope());
        FhirServers servers = FhirServers.of(session);
        Optional<LaunchRules> rules = LaunchRules.of(session, checker.getClient());
        boolean isSmart = rules.isPresent() || scopes.isSmart();
        if (!isSmart && !parameters.containsKey(LAUNCH) || !servers.governRealm()) {
            return;
        }
        if (!isSmart) {
            // Of no use, and nothing to be kept in a note.
            parameters.remove(LAUNCH);
            return;
        }
        FhirServer server = checkRequest(checker, servers, rules, refuse);
        parameters.put(LaunchNotes.FHIR_SERVER, server.client().getId());
        parameters.put(LaunchNotes.FHIR_BASE, LaunchNotes.base(server));
        String launch = parameters.remove(LAUNCH);
        if (rules.isPresent() || scopes.isEhrLaunch()) {
            parameters.putAll(checkLaunch(launch, request, checker, server, rules));
        } else {
            checkStandalone(scopes.without(outcome.dropped()), refuse);
        }
    }

    /** All but the launch itself. */
    private FhirServer checkRequest(
            AuthorizationEndpointChecker checker, FhirServers servers, Optional<LaunchRules> rules, CheckRefusal refuse)
            throws AuthorizationCheckException {
        AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
        try {
            checkFrontChannel(checker.getQueryParams(), refuse);
            checkCodeFlow(request, refuse);
            checkPkce(request, refuse);
            FhirServer server = checkAudience(request, servers, refuse);
            if (rules.isPresent()) {
                checkByProfile(rules.get(), request, server, refuse);
                if (!request.getAdditionalReqParams().containsKey(LAUNCH)) {
                    throw refuse.request(InvalidLaunch.LAUNCH_NEEDED);
                }
            }
            return server;
        } catch (AuthorizationCheckException refused) {
            if (rules.isPresent()) {
                LaunchObserver.of(session)
                        .told(Happening.refused(checker.getClient(), Optional.empty(), refused.getErrorDescription()));
            }
            throw refused;
        }
    }

    /** What is signed or was pushed by the app can't be changed by whoever carries the request. */
    private static void checkFrontChannel(MultivaluedMap<String, String> query, CheckRefusal refuse)
            throws AuthorizationCheckException {
        boolean isReferred = query.containsKey(OIDCLoginProtocol.REQUEST_URI_PARAM)
                || query.containsKey(OIDCLoginProtocol.REQUEST_PARAM);
        for (String name : List.of(LAUNCH, AUD, OAuth2Constants.RESOURCE)) {
            if (isReferred && query.containsKey(name)) {
                throw refuse.request(name + " belongs into the request object or the pushed request");
            }
        }
    }

    private static void checkCodeFlow(AuthorizationEndpointRequest request, CheckRefusal refuse)
            throws AuthorizationCheckException {
        if (!OAuth2Constants.CODE.equals(request.getResponseType())) {
            throw refuse.with(OAuthErrorException.UNSUPPORTED_RESPONSE_TYPE, "SMART apps use response_type code");
        }
    }

    private static void checkPkce(AuthorizationEndpointRequest request, CheckRefusal refuse)
            throws AuthorizationCheckException {
        boolean isS256 = OIDCLoginProtocol.PKCE_METHOD_S256.equals(request.getCodeChallengeMethod());
        if (request.getCodeChallenge() == null
                || !S256.matcher(request.getCodeChallenge()).matches()
                || !isS256) {
            throw refuse.request(PKCE_NEEDED);
        }
    }

    /**
     * {@code resource} (RFC 8707) says the same; a request object has {@code aud} for the authorization server itself.
     */
    private FhirServer checkAudience(AuthorizationEndpointRequest request, FhirServers servers, CheckRefusal refuse)
            throws AuthorizationCheckException {
        String aud = request.getAdditionalReqParams().get(AUD);
        String resource = request.getResource();
        if (resource != null && isAuthorizationServer(aud)) {
            aud = null;
        }
        if (aud != null && resource != null && !BaseUrl.areSame(aud, resource)) {
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

    private Map<String, String> checkLaunch(
            String launch,
            AuthorizationEndpointRequest request,
            AuthorizationEndpointChecker checker,
            FhirServer server,
            Optional<LaunchRules> rules)
            throws AuthorizationCheckException {
        CheckRefusal refuse = new CheckRefusal(checker);
        if (launch == null) {
            throw refuse.request(InvalidLaunch.LAUNCH_NEEDED);
        }
        LaunchParameter parameter = new LaunchParameter(
                session,
                checker.getClient(),
                server,
                request.getCodeChallenge(),
                TokenUtil.hasPrompt(request.getPrompt(), OIDCLoginProtocol.PROMPT_VALUE_NONE));
        try {
            return rules.isPresent() ? parameter.token(launch, rules.get()) : parameter.handle(launch);
        } catch (LaunchRefused refused) {
            throw refuse.launch(refused);
        }
    }

    private static void checkByProfile(
            LaunchRules rules, AuthorizationEndpointRequest request, FhirServer server, CheckRefusal refuse)
            throws AuthorizationCheckException {
        try {
            rules.checkRequest(request, server);
        } catch (LaunchRefused refused) {
            throw refuse.with(refused);
        }
    }

    /** Without an EHR there is a patient at most: the user, if the user is one. */
    private static void checkStandalone(ScopeList scopes, CheckRefusal refuse) throws AuthorizationCheckException {
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
}
