/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.request;

import java.util.HashMap;
import java.util.Map;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker.AuthorizationCheckException;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;

import org.smartpack.keycloak.allowance.ScopeOutcome;
import org.smartpack.keycloak.clientauth.PushedRequestCheck;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.LaunchEvents;
import org.smartpack.keycloak.launch.kind.AuthorizationRequest;
import org.smartpack.keycloak.launch.kind.LaunchKind;
import org.smartpack.keycloak.launch.store.LaunchNotes;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * The check of a SMART app's authorization request in a realm that has a FHIR server: the {@link RequestRules}, the
 * {@link Audience}, and the rules of its {@link LaunchKind} (SMART-SCOPE-40, LCTX-20, 21). A refusal is sent to the app
 * in the redirect, with {@code state} and {@code iss}.
 */
final class LaunchCheck implements AuthorizationEndpointCheckProvider {

    private final KeycloakSession session;

    LaunchCheck(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void check(AuthorizationEndpointChecker checker) throws AuthorizationCheckException {
        try {
            checkAll(checker);
        } catch (Refusal refusal) {
            throw KeycloakAnswer.redirect(checker.getEventBuilder(), refusal);
        }
    }

    private void checkAll(AuthorizationEndpointChecker checker) throws Refusal {
        // Comes first, so that no launch is reserved for somebody else's request.
        PushedRequestCheck.check(session, checker);
        AuthorizationEndpointRequest request = checker.getAuthorizationEndpointRequest();
        Map<String, String> parameters = request.getAdditionalReqParams();
        LaunchNotes.clean(parameters);
        ScopeOutcome outcome = ScopeOutcome.of(session, checker.getClient());
        if (outcome.refusal().isPresent()) {
            throw outcome.refusal().get();
        }
        outcome.addTo(checker.getEventBuilder());
        RequestedScopes scopes = RequestedScopes.of(request.getScope());
        FhirServers servers = FhirServers.of(session);
        if (!servers.governRealm()) {
            return;
        }
        LaunchKind kind = LaunchKind.of(session, checker.getClient(), scopes);
        if (kind.isAskedFor(scopes)) {
            parameters.putAll(notes(checker, servers, scopes.without(outcome.dropped()), kind));
        }
        // Without a SMART scope it has no effect, and Keycloak would keep it in a note.
        parameters.remove(AuthorizationRequest.LAUNCH);
    }

    /** The notes that the end of the login needs. */
    private Map<String, String> notes(
            AuthorizationEndpointChecker checker, FhirServers servers, RequestedScopes scopes, LaunchKind kind)
            throws Refusal {
        AuthorizationRequest request;
        try {
            request = checkRequest(checker, servers, scopes, kind);
        } catch (Refusal refusal) {
            kind.onRefused(checker.getClient(), refusal);
            throw refusal;
        }
        try {
            Map<String, String> notes = new HashMap<>(kind.begin(request));
            notes.put(LaunchNotes.FHIR_SERVER, request.server().client().getId());
            notes.put(LaunchNotes.FHIR_BASE, LaunchNotes.base(request.server()));
            return notes;
        } catch (Refusal refusal) {
            LaunchEvents.mark(LaunchEvents.REJECTED, checker.getEventBuilder());
            throw refusal;
        }
    }

    /** All checks except those of the launch itself. */
    private AuthorizationRequest checkRequest(
            AuthorizationEndpointChecker checker, FhirServers servers, RequestedScopes scopes, LaunchKind kind)
            throws Refusal {
        AuthorizationEndpointRequest parameters = checker.getAuthorizationEndpointRequest();
        RequestRules.checkFrontChannel(checker.getQueryParams());
        RequestRules.checkResponseType(session, checker.getClient(), parameters);
        RequestRules.checkPkce(parameters);
        FhirServer server = new Audience(session, servers).find(parameters);
        AuthorizationRequest request = new AuthorizationRequest(checker.getClient(), server, scopes, parameters);
        kind.checkRequest(request);
        return request;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
