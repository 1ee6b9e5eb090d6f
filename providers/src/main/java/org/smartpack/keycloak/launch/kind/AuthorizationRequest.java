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
 * A SMART app's authorization request that has passed the general checks: code flow, PKCE with S256 and a FHIR server.
 *
 * @param app the client
 * @param server the FHIR server that {@code aud} names
 * @param scopes the requested scopes, without those that the client doesn't have
 * @param parameters the parameters as Keycloak has read them
 */
public record AuthorizationRequest(
        ClientModel app, FhirServer server, RequestedScopes scopes, AuthorizationEndpointRequest parameters) {

    /** The name of the parameter that identifies the launch. */
    public static final String LAUNCH = "launch";

    /** Checks that there is a launch of any kind: the scope {@code launch} needs one. */
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

    /**
     * Whether the user must not be asked anything ({@code prompt=none}): such a login ends at once and reserves
     * nothing.
     */
    boolean isPassive() {
        return TokenUtil.hasPrompt(parameters.getPrompt(), OIDCLoginProtocol.PROMPT_VALUE_NONE);
    }
}
