/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenResponseContext;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenResponseContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;

/** The tokens of an answer that hasn't been sent. */
final class Answers {

    private Answers() {}

    /** Those of the agreed grant types; empty for anything else. */
    static Optional<AccessTokenResponseBuilder> of(ClientPolicyContext context) {
        if (context instanceof TokenResponseContext answer) {
            return Optional.of(answer.getAccessTokenResponseBuilder());
        }
        if (context instanceof TokenRefreshResponseContext answer) {
            return Optional.of(answer.getAccessTokenResponseBuilder());
        }
        if (context instanceof ServiceAccountTokenResponseContext answer) {
            return Optional.of(answer.getAccessTokenResponseBuilder());
        }
        if (context instanceof ImplicitHybridTokenResponse answer) {
            return Optional.of(answer.getAccessTokenResponseBuilder());
        }
        return context instanceof BackchannelTokenResponseContext answer
                ? Optional.of(answer.getAccessTokenResponseBuilder())
                : Optional.empty();
    }
}
