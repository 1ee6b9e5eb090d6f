/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.hybrid;

import java.util.List;
import java.util.Set;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.launch.rules.LaunchRules;
import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * The rules for SMART apps that use {@code response_type=code id_token} (OpenID Connect Core section 3.3). The ID token
 * in the redirect is a detached signature: it proves the issuer, the code ({@code c_hash}) and the state
 * ({@code s_hash}), and says nothing of {@code fhirUser} or the launch context. Everything else is as with
 * {@code code}. With {@code token}, an access token would travel through the browser, so that is refused for everybody.
 */
public final class HybridFlow {

    /** What every other SMART app is told. */
    public static final String CODE_ONLY = "SMART apps must use response_type code";

    private static final Set<String> TYPES = Set.of(OIDCResponseType.CODE, OIDCResponseType.ID_TOKEN);

    private HybridFlow() {}

    /** Whether a {@code response_type} is {@code code id_token}, in any order; {@code null} isn't. */
    public static boolean isNamedBy(String responseType) {
        return responseType != null && isHybrid(List.of(responseType.split(" ")));
    }

    private static boolean isHybrid(List<String> values) {
        return values.size() == TYPES.size() && TYPES.containsAll(values) && values.containsAll(TYPES);
    }

    /**
     * Checks that a client may use the flow now. This is asked at the beginning and at the end of a login, because
     * policies and client can change in between.
     *
     * @throws Refusal {@code unsupported_response_type}, or {@code invalid_request} without the scope {@code openid}
     */
    public static void check(KeycloakSession session, ClientModel client, RequestedScopes scopes) throws Refusal {
        if (!HybridQuestion.ask(session, client)) {
            throw Refusal.because(OAuthError.UNSUPPORTED_RESPONSE_TYPE, CODE_ONLY);
        }
        if (LaunchRules.of(session, client).isPresent()) {
            throw refused("launches under the rules of a profile use response_type code");
        }
        if (!Boolean.parseBoolean(client.getAttribute(OIDCConfigAttributes.ID_TOKEN_AS_DETACHED_SIGNATURE))) {
            throw refused("the client's setting for ID tokens as detached signatures is off");
        }
        if (!scopes.has(OAuth2Constants.SCOPE_OPENID)) {
            throw Refusal.because(
                    OAuthError.INVALID_REQUEST,
                    "response_type code id_token is OpenID Connect: the scope openid is missing");
        }
    }

    private static Refusal refused(String reason) {
        return Refusal.of(OAuthError.UNSUPPORTED_RESPONSE_TYPE, CODE_ONLY, reason);
    }
}
