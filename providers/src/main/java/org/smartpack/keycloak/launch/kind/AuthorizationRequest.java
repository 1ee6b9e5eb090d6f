/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * A SMART app's authorization request that is in order so far: code flow, PKCE with S256 and a FHIR server.
 *
 * @param app the client
 * @param server the FHIR server that {@code aud} names
 * @param scopes what it asks for, without the scopes that the client doesn't have
 * @param parameters as Keycloak has read them
 */
public record AuthorizationRequest(
        ClientModel app, FhirServer server, RequestedScopes scopes, AuthorizationEndpointRequest parameters) {

    /** The name of the parameter that says which launch it is. */
    public static final String LAUNCH = "launch";

    /** That a launch was brought, whichever: the scope {@code launch} needs one. */
    void checkLaunchGiven() throws Refusal {
        if (launch() == null) {
            throw Refusal.launchNeeded();
        }
    }

    String launch() {
        return parameters.getAdditionalReqParams().get(LAUNCH);
    }

    String challenge() {
        return parameters.getCodeChallenge();
    }

    /** Whether nobody is to be asked: such a login ends at once and reserves nothing. */
    boolean isPassive() {
        return TokenUtil.hasPrompt(parameters.getPrompt(), OIDCLoginProtocol.PROMPT_VALUE_NONE);
    }
}
