/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.util.TokenUtil;

/** NZ-50, NZ-51, NZ-74: users log in by OpenID Connect only, so there is always an ID token. */
final class OpenIdConnect implements Rule {

    @Override
    public Optional<String> fault(ClientModel client) {
        return client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())
                ? Optional.empty()
                : Optional.of("NZ-50: the client must use OpenID Connect");
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        Optional<String> scope = RequestedScope.of(context);
        if (scope.isPresent() && !TokenUtil.isOIDCRequest(scope.get())) {
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_REQUEST, "NZ-50: scope must contain openid (NZ-51, NZ-74)");
        }
    }
}
