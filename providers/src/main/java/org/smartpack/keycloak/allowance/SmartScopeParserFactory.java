/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.rar.AuthorizationRequestParserProvider;
import org.keycloak.protocol.oidc.rar.AuthorizationRequestParserProviderFactory;
import org.keycloak.protocol.oidc.rar.parsers.ClientScopeAuthorizationRequestParser;
import org.keycloak.protocol.oidc.rar.parsers.ClientScopeAuthorizationRequestParserProviderFactory;

import org.smartpack.keycloak.spi.PlainFactory;

/**
 * Grants SMART scopes by rule. Replaces Keycloak's parser of the {@code scope} parameter, which Keycloak consults for
 * every grant while the feature {@code parameterized-scopes} is on. Scopes other than SMART's are passed on to
 * Keycloak's own parser.
 */
@AutoService(AuthorizationRequestParserProviderFactory.class)
public final class SmartScopeParserFactory
        implements AuthorizationRequestParserProviderFactory, PlainFactory<AuthorizationRequestParserProvider> {

    private final KnownAllowances known = new KnownAllowances();

    @Override
    public AuthorizationRequestParserProvider create(KeycloakSession session) {
        return new SmartScopeParser(session, new ClientScopeAuthorizationRequestParser(session), known);
    }

    /** Keycloak asks for its parser by this id. */
    @Override
    public String getId() {
        return ClientScopeAuthorizationRequestParserProviderFactory.CLIENT_SCOPE_PARSER_ID;
    }

    /** Above Keycloak's own factory, which has 0. */
    @Override
    public int order() {
        return 100;
    }
}
