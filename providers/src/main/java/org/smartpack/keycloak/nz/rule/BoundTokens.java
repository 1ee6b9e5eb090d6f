/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;

/**
 * NZ-25: an access token is bound to a key of the client (DPoP, RFC 9449) or to its certificate (mTLS, RFC 8705).
 * Keycloak binds it if the token request has a proof, whatever the client's settings. Its setting for DPoP isn't asked
 * for, because Keycloak refuses {@code code id_token} to clients that have it.
 */
final class BoundTokens implements Rule {

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        Optional<AccessToken> token = context instanceof ImplicitHybridTokenResponse
                ? Optional.empty()
                : Answers.of(context).map(answer -> answer.getAccessToken());
        if (token.isPresent() && token.get().getConfirmation() == null) {
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_DPOP_PROOF,
                    "NZ-25: a token request needs a DPoP proof or a client certificate");
        }
    }
}
