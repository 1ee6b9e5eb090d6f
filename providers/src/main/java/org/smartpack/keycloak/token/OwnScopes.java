/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Optional;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;

import org.smartpack.keycloak.allowance.AllowanceSource.OwnRights;
import org.smartpack.keycloak.allowance.OwnRequest;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/** Reads the {@code scope} of a token request from a client whose rights come from a profile. */
public record OwnScopes(KeycloakSession session, ClientModel client, EventBuilder event, Cors cors) {

    /**
     * The parameter for Keycloak; {@code null}, as in Keycloak, if none counts.
     *
     * @throws CorsErrorResponseException with an error of RFC 6749 section 5.2
     */
    public String requested(OwnRights rights, String parameter) {
        try {
            Optional<String> counting = OwnRequest.read(rights, parameter == null ? "" : parameter);
            if (counting.isPresent() && !TokenManager.isValidScope(session, counting.get(), client)) {
                throw Refusal.because(OAuthError.INVALID_SCOPE, "a scope is malformed, or the client does not have it");
            }
            return counting.orElse(null);
        } catch (Refusal refusal) {
            throw KeycloakAnswer.token(cors, event, refusal);
        }
    }
}
