/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.Scope;

/**
 * A scope that is granted by name and that SMART wants named in the answer: {@code launch}, {@code launch/...},
 * {@code fhirUser}, {@code online_access}; and {@code __introspect}, which FHIR servers have in tokens of their own. A client
 * scope made in the console has "Include in token scope" switched off, which would hide it from the app (SMART-SCOPE-61).
 */
final class SmartNamedScope extends SameScope {

    private SmartNamedScope(ClientScopeModel scope) {
        super(scope);
    }

    /** The same entry, printed whatever the switch says if it is one of SMART's. */
    static AuthorizationDetails alwaysInAnswer(AuthorizationDetails entry, KnownAllowances known) {
        ClientScopeModel scope = entry.getClientScope();
        if (!known.isSmart(scope) || scope.isIncludeInTokenScope()) {
            return entry;
        }
        return new AuthorizationDetails(new SmartNamedScope(scope), entry.getSource(), entry.getAuthorizationDetails());
    }

    /** Whether a name is one of these. */
    static boolean isName(String name) {
        return PlainScope.isSmart(name)
                || name.equals(FhirServer.INTROSPECT_SCOPE)
                || Scope.parse(name) instanceof LaunchScope;
    }

    /**
     * Whether a request is a SMART app's, or a FHIR server's own: it names scopes of resources or, in a realm with a FHIR server,
     * any other scope of SMART's.
     */
    static boolean isSmart(KeycloakSession session, RequestedScopes request) {
        return request.namesResources()
                || (request.isSmart() || request.has(FhirServer.INTROSPECT_SCOPE))
                        && FhirServers.of(session).governRealm();
    }

    @Override
    public boolean isIncludeInTokenScope() {
        return true;
    }
}
