/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;

/**
 * A view of a client scope. It equals any client scope with the same id, as Keycloak's own do, because the consent
 * store relies on that.
 */
abstract class SameScope extends ClientScopeDecorator {

    SameScope(ClientScopeModel scope) {
        this(scope, scope.getName());
    }

    SameScope(ClientScopeModel scope, String name) {
        super(scope, name);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof ClientScopeModel that && getId().equals(that.getId());
    }

    @Override
    public final int hashCode() {
        return getId().hashCode();
    }
}
