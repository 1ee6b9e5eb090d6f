/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;

/**
 * NZ-4, NZ-7: an access token lives less than 60 minutes, a refresh token (an offline token, too) less than 24 hours. A
 * client can't be set to more. What the realm's settings would give is cut.
 */
final class Lifetimes implements Rule {

    /** In seconds; a life must be shorter. */
    private static final long HOUR = 3600;

    private static final long DAY = 24 * HOUR;

    @Override
    public Optional<String> fault(ClientModel client) {
        return tooLong(client, OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN, HOUR)
                ? Optional.of("NZ-4: Access Token Lifespan must be less than 60 minutes")
                : tooLong(client, OIDCConfigAttributes.CLIENT_SESSION_MAX_LIFESPAN, DAY)
                                || tooLong(client, OIDCConfigAttributes.CLIENT_OFFLINE_SESSION_MAX_LIFESPAN, DAY)
                        ? Optional.of("NZ-7: Client Session Max and Client Offline Session Max must be less than 24"
                                + " hours")
                        : Optional.empty();
    }

    /** No value, or zero, is "as the realm has it"; what is negative, or no number, never ends. */
    private static boolean tooLong(ClientModel client, String attribute, long limit) {
        String value = client.getAttribute(attribute);
        if (value == null || value.isBlank()) {
            return false;
        }
        try {
            long seconds = Long.parseLong(value.strip());
            return seconds < 0 || seconds >= limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) {
        Answers.of(context).ifPresent(Lifetimes::cut);
    }

    private static void cut(AccessTokenResponseBuilder answer) {
        cut(answer.getAccessToken(), HOUR);
        cut(answer.getRefreshToken(), DAY);
    }

    private static void cut(AccessToken token, long limit) {
        if (token != null) {
            long begin = token.getIat() == null ? Time.currentTimeSeconds() : token.getIat();
            long end = begin + limit - 1;
            if (token.getExp() == null || token.getExp() == 0 || token.getExp() > end) {
                token.exp(end);
            }
        }
    }
}
