/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;

/** NZ-30: an authorization request has both {@code state} and {@code nonce}. Keycloak's own executor wants only one. */
final class StateAndNonce implements Rule {

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        if (context instanceof AuthorizationRequestContext authorization) {
            AuthorizationEndpointRequest request = authorization.getAuthorizationEndpointRequest();
            require("state", request.getState());
            require("nonce", request.getNonce());
        }
    }

    private static void require(String name, String value) throws ClientPolicyException {
        if (value == null || value.isBlank()) {
            throw new ClientPolicyException(OAuthErrorException.INVALID_REQUEST, "NZ-30: " + name + " is missing");
        }
    }
}
