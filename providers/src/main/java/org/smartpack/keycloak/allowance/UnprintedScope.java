/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.rar.AuthorizationDetails;

/**
 * One of Keycloak's own client scopes that a client has by default. Its mappers apply, but the {@code scope} of the
 * token doesn't list it.
 */
final class UnprintedScope extends SameScope {

    private UnprintedScope(ClientScopeModel scope) {
        super(scope);
    }

    static AuthorizationDetails of(AuthorizationDetails entry) {
        return new AuthorizationDetails(
                new UnprintedScope(entry.getClientScope()), entry.getSource(), entry.getAuthorizationDetails());
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return false;
    }
}
