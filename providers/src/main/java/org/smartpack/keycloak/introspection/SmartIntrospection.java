/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

import org.smartpack.keycloak.fhir.FhirUser;
import org.smartpack.keycloak.launch.ContextClaims;
import org.smartpack.keycloak.launch.LaunchContext;

/**
 * Shows the launch context of a token as it is in that token: an answer describes what was sent, not what the user's
 * session has become since. Keycloak makes its answer anew from mappers and drops what it doesn't know.
 */
final class SmartIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

    SmartIntrospection(KeycloakSession session) {
        super(session);
    }

    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        AccessToken answer = super.transformAccessToken(token, userSession);
        Optional<LaunchContext> context = ContextClaims.read(token.getOtherClaims());
        if (answer != token && context.isPresent()) {
            Map<String, Object> claims = answer.getOtherClaims();
            claims.keySet().removeAll(LaunchContext.STANDARD_NAMES);
            claims.putAll(context.get().parameters());
            claims.remove(FhirUser.ATTRIBUTE);
            Object fhirUser = token.getOtherClaims().get(FhirUser.ATTRIBUTE);
            if (fhirUser != null) {
                claims.put(FhirUser.ATTRIBUTE, fhirUser);
            }
            answer.audience(token.getAudience());
        }
        return answer;
    }
}
