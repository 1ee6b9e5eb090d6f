/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.token;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** See {@link ApplicationTokens}. */
@AutoService(TokenPostProcessorFactory.class)
public final class ApplicationTokensFactory implements TokenPostProcessorFactory {

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new ApplicationTokens(session);
    }

    @Override
    public String getId() {
        return "smart-koppeltaal-application";
    }

    /** After mappers and Keycloak's own processors: an audience that they added doesn't stay. */
    @Override
    public int order() {
        return -50;
    }
}
