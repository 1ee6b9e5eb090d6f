/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.clientauth.AssertionRefused;
import org.smartpack.keycloak.clientauth.SignedByClient;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;

/** Verifies HTI tokens of the domain that the request's realm is. Whether one was used before is another matter. */
final class HtiTokens {

    private final KeycloakSession session;

    HtiTokens(KeycloakSession session) {
        this.session = session;
    }

    /**
     * @param compact whatever a caller sent
     * @throws InvalidTokenException with the cause, which says nothing of the token's text
     */
    HtiToken verify(String compact) throws InvalidTokenException {
        try {
            SignedByClient token = SignedByClient.parse(compact);
            ClientModel portal = token.claimedIssuer()
                    .flatMap(this::portal)
                    .orElseThrow(() -> new InvalidTokenException(
                            "iss is not the client id of an application of this domain that launches others"));
            return token.verify(session, portal, new HtiClaims(Time.currentTimeSeconds())::check);
        } catch (AssertionRefused e) {
            throw new InvalidTokenException(e.getMessage());
        }
    }

    /** Whether it claims to be an application's that launches others, which may not be true. */
    boolean isOfPortal(String compact) {
        try {
            return SignedByClient.parse(compact)
                    .claimedIssuer()
                    .flatMap(this::portal)
                    .isPresent();
        } catch (AssertionRefused e) {
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
