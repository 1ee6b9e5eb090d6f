/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Processes every access and refresh token just before it is signed. */
@AutoService(TokenPostProcessorFactory.class)
public final class GrantTokensFactory implements TokenPostProcessorFactory {

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new GrantTokens(session);
    }

    @Override
    public String getId() {
        return "smart-grant";
    }

    /** After all others, so that a context that a mapper or processor invented doesn't stay. */
    @Override
    public int order() {
        return -100;
    }
}
