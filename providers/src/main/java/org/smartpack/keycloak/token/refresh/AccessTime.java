/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.util.TokenUtil;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.error.answer.KeycloakAnswer;
import org.smartpack.keycloak.launch.AccessEnd;

/**
 * The time that the user chose for a grant, at its refresh. A refresh token expires with it at the latest, so Keycloak
 * refuses it then anyway, but only as one that isn't active.
 */
final class AccessTime {

    private static final Set<String> TYPES = Set.of(TokenUtil.TOKEN_TYPE_REFRESH, TokenUtil.TOKEN_TYPE_OFFLINE);

    private AccessTime() {}

    /** Refuses the client's own refresh token whose time is over, with the reason in the event. */
    static void checkEarly(
            KeycloakSession session, ClientModel client, String refreshToken, Cors cors, EventBuilder event) {
        if (!mentionsEnd(refreshToken)) {
            return;
        }
        boolean isPast = Optional.ofNullable(session.tokens().decode(refreshToken, RefreshToken.class))
                .filter(token -> TYPES.contains(String.valueOf(token.getType())))
                .filter(token -> client.getClientId().equals(token.getIssuedFor()))
                .flatMap(AccessEnd::of)
                .filter(AccessEnd::isPast)
                .isPresent();
        if (isPast) {
            throw KeycloakAnswer.refresh(cors, event, Refusal.accessEnded());
        }
    }

    /** Whether it's worth while to verify a token before Keycloak does: few have an end. Nothing is verified here. */
    private static boolean mentionsEnd(String compact) {
        String[] parts = compact.split("[.]");
        try {
            return parts.length == 3
                    && new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                            .contains(AccessEnd.CLAIM);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Makes the end in a refresh token that Keycloak has verified the end of all tokens in this request.
     *
     * @throws Refusal {@code invalid_grant} if it is past
     */
    static void begin(KeycloakSession session, RefreshToken token) throws Refusal {
        Optional<AccessEnd> end = AccessEnd.of(token);
        if (end.filter(AccessEnd::isPast).isPresent()) {
            throw Refusal.accessEnded();
        }
        end.ifPresent(chosen -> chosen.bind(session));
    }
}
