/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;
import org.smartpack.keycloak.launch.GrantContext;
import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.scope.ScopeList;
import org.smartpack.keycloak.scope.keycloak.ExchangedToken;

/**
 * Writes the context of the grant into its tokens, and lets no token pass that needs one and has none: SMART scopes of
 * users come from the authorization code flow, where the app has named the FHIR server (SMART-AUTHZ-1) and there is a
 * patient (SMART-SCOPE-43).
 */
final class GrantTokens implements TokenPostProcessor {

    private final KeycloakSession session;

    GrantTokens(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext tokens) {
        AccessToken access = tokens.accessToken();
        if (access == null) {
            return;
        }
        ScopeList granted = ScopeList.of(access.getScope());
        Optional<GrantContext> grant = GrantContext.bound(session);
        if (grant.isPresent()) {
            GrantClaims.putInto(access, grant.get().context());
            GrantClaims.putInto(access, grant.get(), granted);
            addressTo(grant.get(), access);
            if (tokens.refreshToken() != null) {
                tokens.refreshToken()
                        .getOtherClaims()
                        .put(GrantRefresh.CLAIM, grant.get().toClaim());
            }
        } else if (granted.areForApps() && FhirServers.of(session).governRealm()) {
            GrantClaims.putInto(
                    access,
                    ExchangedToken.of(session)
                            .map(token -> LaunchContext.ofClaims(token.getOtherClaims()))
                            .filter(context ->
                                    !granted.needsPatient() || context.patient().isPresent())
                            .orElseThrow(GrantTokens::noContext));
        }
    }

    private static TokenInterceptorException noContext() {
        return new TokenInterceptorException(
                OAuthErrorException.INVALID_GRANT,
                "patient/, user/ and launch scopes need the authorization code flow of a SMART app");
    }

    /** The token is for the FHIR server that the app named (SMART-AUTHZ-3) and for no other one of the realm. */
    private void addressTo(GrantContext grant, AccessToken access) {
        FhirServers servers = FhirServers.of(session);
        FhirServer wanted = servers.withId(grant.fhirServer())
                .orElseThrow(() -> new TokenInterceptorException(
                        OAuthErrorException.INVALID_GRANT, "The FHIR server of this grant is no longer there"));
        Set<String> audience = new LinkedHashSet<>();
        audience.add(wanted.baseUrl());
        audience.add(wanted.client().getClientId());
        if (access.getAudience() != null) {
            audience.addAll(Arrays.asList(access.getAudience()));
        }
        for (FhirServer other : servers.all()) {
            if (!other.baseUrl().equals(wanted.baseUrl())) {
                audience.remove(other.baseUrl());
                audience.remove(other.client().getClientId());
            }
        }
        access.audience(audience.toArray(String[]::new));
    }
}
