/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;

/**
 * NZ-22, NZ-28, NZ-76, NZ-85, NZ-87: PKCE with S256. Keycloak itself compares the verifier (NZ-88). Its own executor
 * isn't used, because it has to write a setting into each client first, and its errors name no rule.
 */
final class Pkce implements Rule {

    @Override
    public Optional<String> fault(ClientModel client) {
        String method = client.getAttribute(OIDCConfigAttributes.PKCE_CODE_CHALLENGE_METHOD);
        return method == null || method.isBlank() || method.equals(OAuth2Constants.PKCE_METHOD_S256)
                ? Optional.empty()
                : Optional.of("NZ-22: choose S256 as PKCE Method");
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        if (context instanceof AuthorizationRequestContext authorization) {
            AuthorizationEndpointRequest request = authorization.getAuthorizationEndpointRequest();
            if (request.getCodeChallenge() == null || request.getCodeChallenge().isBlank()) {
                throw refused("NZ-22: code_challenge is missing");
            }
            if (!OAuth2Constants.PKCE_METHOD_S256.equals(request.getCodeChallengeMethod())) {
                throw refused("NZ-22: code_challenge_method must be S256");
            }
        }
    }

    private static ClientPolicyException refused(String description) {
        return new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, description);
    }
}
