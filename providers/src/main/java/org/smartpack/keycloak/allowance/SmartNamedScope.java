/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * A scope that is granted by name and that SMART wants named in the answer: {@code launch}, {@code launch/...},
 * {@code fhirUser}, {@code online_access}; and {@code __introspect}, which FHIR servers have in tokens of their own. A client scope made in the console has "Include in token scope" switched off,
 * which would hide it from the app (SMART-SCOPE-61).
 */
final class SmartNamedScope extends ClientScopeDecorator {

    private SmartNamedScope(ClientScopeModel scope) {
        super(scope, scope.getName());
    }

    /** The same entry, printed whatever the switch says if it is one of SMART's. */
    static AuthorizationDetails alwaysInAnswer(AuthorizationDetails entry, KnownAllowances known) {
        ClientScopeModel scope = entry.getClientScope();
        if (!known.isSmart(scope) || scope.isIncludeInTokenScope()) {
            return entry;
        }
        return new AuthorizationDetails(new SmartNamedScope(scope), entry.getSource(), entry.getAuthorizationDetails());
    }

    static boolean isSmart(String name) {
        return name.equals("fhirUser")
                || name.equals("online_access")
                || name.equals(FhirServer.INTROSPECT_SCOPE)
                || Scope.parse(name) instanceof LaunchScope;
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return true;
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
