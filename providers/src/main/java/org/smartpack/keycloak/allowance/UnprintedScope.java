/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.rar.AuthorizationDetails;

/**
 * A client scope of Keycloak's own that a client has by default: its mappers apply, and the {@code scope} of the token says
 * nothing of it.
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
