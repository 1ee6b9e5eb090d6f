/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Map;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.delegate.ClientModelLazyDelegate;

/**
 * A client as Keycloak's own rules see it: without allowances, which they must not grant by name, and with the scopes
 * that were collected before, which they would collect anew for each requested name.
 */
final class ClientWithoutAllowances extends ClientModelLazyDelegate {

    private final AssignedScopes assigned;

    ClientWithoutAllowances(ClientModel client, AssignedScopes assigned) {
        super(() -> client);
        this.assigned = assigned;
    }

    @Override
    public Map<String, ClientScopeModel> getClientScopes(boolean isDefault) {
        return isDefault ? assigned.byName() : assigned.onRequest();
    }
}
