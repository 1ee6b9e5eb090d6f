/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.rar.AuthorizationDetails;

/**
 * A client scope of Keycloak's own that a client has by default: its mappers apply, and the {@code scope} of the token says
 * nothing of it.
 */
final class UnprintedScope extends ClientScopeDecorator {

    private UnprintedScope(ClientScopeModel scope) {
        super(scope, scope.getName());
    }

    static AuthorizationDetails of(AuthorizationDetails entry) {
        return new AuthorizationDetails(
                new UnprintedScope(entry.getClientScope()), entry.getSource(), entry.getAuthorizationDetails());
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return false;
    }

    /** As Keycloak's own: the same client scope by id. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClientScopeModel that && getId().equals(that.getId());
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }
}
