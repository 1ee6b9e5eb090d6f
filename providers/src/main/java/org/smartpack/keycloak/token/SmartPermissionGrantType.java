/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.grants.PermissionGrantType;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.managers.AppAuthManager;

import org.smartpack.keycloak.error.answer.KeycloakAnswer;

/**
 * Keycloak's UMA grant, about which the client policies are asked first (NZ-70). The token that it gives is that of the
 * client to which the presented token belongs, whoever presents it; so both clients must be permitted to use it.
 */
final class SmartPermissionGrantType extends PermissionGrantType {

    @Override
    public Response process(Context context) {
        setContext(context);
        Stream.of(bearer(), formParams.getFirst("claim_token"), formParams.getFirst("subject_token"))
                .filter(Objects::nonNull)
                .forEach(this::askAboutOwner);
        return super.process(context);
    }

    private String bearer() {
        String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer")
                ? AppAuthManager.extractAuthorizationHeaderToken(headers)
                : null;
    }

    /** What isn't a token of this realm is for Keycloak to refuse. */
    private void askAboutOwner(String presented) {
        AccessToken token = session.tokens().decode(presented, AccessToken.class);
        ClientModel owner =
                token == null || token.getIssuedFor() == null ? null : realm.getClientByClientId(token.getIssuedFor());
        if (owner != null) {
            ask(owner);
        }
    }

    @Override
    protected void checkClient() {
        super.checkClient();
        ask(client);
    }

    private void ask(ClientModel asked) {
        try {
            GrantQuestion.ask(session, asked);
        } catch (ClientPolicyException refused) {
            throw KeycloakAnswer.token(cors, event.client(asked), refused);
        }
    }
}
