/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.iua.claims.IuaClaimsMapper;
import org.smartpack.keycloak.token.AssertionRules;

/**
 * The JWT authorization grant in an IUA realm (JWTG-6): {@code user/} scopes only where the client's setting says so.
 */
public final class IuaAssertions implements AssertionRules {

    @Override
    public boolean givesUserScopes(ClientModel client) {
        return IuaClaimsMapper.givesUserScopes(client);
    }
}
