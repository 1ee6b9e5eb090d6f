/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.clientauth.SignedByClient;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;

/** Verifies HTI tokens of the domain that is the request's realm. It doesn't check whether one was used before. */
final class HtiTokens {

    private final KeycloakSession session;

    HtiTokens(KeycloakSession session) {
        this.session = session;
    }

    /**
     * @param compact any text that a caller sent
     * @throws InvalidTokenException with the cause, which contains nothing from the token's text
     */
    HtiToken verify(String compact) throws InvalidTokenException {
        try {
            SignedByClient token = SignedByClient.parse(compact);
            ClientModel portal = token.claimedIssuer()
                    .flatMap(this::portal)
                    .orElseThrow(() -> new InvalidTokenException(
                            "iss is not the client id of an application of this domain that launches others"));
            return token.verify(session, portal, new HtiClaims(Time.currentTimeSeconds())::check);
        } catch (Refusal e) {
            throw new InvalidTokenException(e.getMessage());
        }
    }

    /** Whether the token claims to come from an application that launches others. The claim isn't verified. */
    boolean isOfPortal(String compact) {
        try {
            return SignedByClient.parse(compact)
                    .claimedIssuer()
                    .flatMap(this::portal)
                    .isPresent();
        } catch (Refusal e) {
            return false;
        }
    }

    private Optional<ClientModel> portal(String clientId) {
        return Optional.ofNullable(session.getContext().getRealm().getClientByClientId(clientId))
                .filter(ClientModel::isEnabled)
                .filter(client ->
                        KoppeltaalApp.of(client).filter(KoppeltaalApp::launches).isPresent());
    }
}
