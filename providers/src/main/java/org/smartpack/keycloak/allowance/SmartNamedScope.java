/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.allowance.text.ScopeText;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.Scope;

/**
 * A scope that is granted by name and must be named in the response: {@code launch}, {@code launch/...},
 * {@code fhirUser}, {@code online_access}, and {@code __introspect} in the FHIR servers' own tokens. The console
 * creates client scopes with "Include in token scope" switched off, which would hide them from the app
 * (SMART-SCOPE-61).
 */
final class SmartNamedScope extends SameScope {

    private final ClientScopeModel scope;
    private final KeycloakSession session;

    private SmartNamedScope(KeycloakSession session, ClientScopeModel scope) {
        super(scope);
        this.session = session;
        this.scope = scope;
    }

    /**
     * The same entry. If it is one of these scopes, it is named whatever the switch says, and has a consent text
     * whether or not the administrator wrote one.
     */
    static AuthorizationDetails shown(KeycloakSession session, AuthorizationDetails entry, KnownAllowances known) {
        ClientScopeModel scope = entry.getClientScope();
        if (!known.isSmart(scope) || scope.isIncludeInTokenScope() && hasOwnText(scope)) {
            return entry;
        }
        return new AuthorizationDetails(
                new SmartNamedScope(session, scope), entry.getSource(), entry.getAuthorizationDetails());
    }

    /** Whether an administrator wrote a consent text for it. */
    static boolean hasOwnText(ClientScopeModel scope) {
        String text = scope.getAttribute(ClientScopeModel.CONSENT_SCREEN_TEXT);
        return text != null && !text.isBlank();
    }

    /** Whether a name is one of these scopes. */
    static boolean isName(String name) {
        return PlainScope.isSmart(name)
                || name.equals(FhirServer.INTROSPECT_SCOPE)
                || Scope.parse(name) instanceof LaunchScope;
    }

    /**
     * Whether a request comes from a SMART app, or from a FHIR server for itself: it names resource scopes or, in a
     * realm with a FHIR server, any other SMART scope.
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

    @Override
    public String getConsentScreenText() {
        return hasOwnText(scope)
                ? scope.getConsentScreenText()
                : ScopeText.of(session).sentence(Scope.parse(scope.getName()));
    }
}
