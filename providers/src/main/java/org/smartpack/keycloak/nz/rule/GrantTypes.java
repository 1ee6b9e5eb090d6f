/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.authorization.AuthorizationProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceConfig;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

import org.smartpack.keycloak.token.GrantQuestion;

/**
 * NZ-70, NZ-83, NZ-84: the agreed grant types are authorization code, refresh token, client credentials and CIBA. A
 * client with a service account has no flows for users.
 */
final class GrantTypes implements Rule {

    private static final String NOT_AGREED =
            "NZ-70: only authorization_code, refresh_token, client_credentials and CIBA are agreed grant types";

    @Override
    public Optional<String> fault(ClientModel client) {
        if (client.isDirectAccessGrantsEnabled()) {
            return Optional.of("NZ-83: switch Direct access grants off");
        }
        if (Flows.isOn(client, OAuth2DeviceConfig.OAUTH2_DEVICE_AUTHORIZATION_GRANT_ENABLED)) {
            return Optional.of("NZ-70: switch OAuth 2.0 Device Authorization Grant off");
        }
        if (Flows.isOn(client, OIDCConfigAttributes.STANDARD_TOKEN_EXCHANGE_ENABLED)) {
            return Optional.of("NZ-70: switch Standard Token Exchange off");
        }
        if (Flows.isOn(client, OIDCConfigAttributes.JWT_AUTHORIZATION_GRANT_ENABLED)) {
            return Optional.of("NZ-70: switch JWT Authorization Grant off");
        }
        if (client.isServiceAccountsEnabled() && Flows.haveUsers(client)) {
            return Optional.of("NZ-84: a client with Service account roles must have no flow for users: switch Standard"
                    + " flow, Implicit flow and CIBA off, or make a client for each");
        }
        return Optional.empty();
    }

    /** Keycloak asks no client policy about its grant for UMA, so a client must not be a resource server of it. */
    @Override
    public Optional<String> faultOnSave(KeycloakSession session, ClientModel client) {
        return Optional.ofNullable(session.getProvider(AuthorizationProvider.class))
                .map(uma -> uma.getStoreFactory().getResourceServerStore().findByClient(client))
                .map(server -> "NZ-70: switch Authorization off, which allows the grant type of UMA");
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        if (context instanceof GrantQuestion) {
            throw refused(NOT_AGREED);
        }
        switch (context.getEvent()) {
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST ->
                throw refused("NZ-83: password isn't an agreed grant type");
            case DEVICE_AUTHORIZATION_REQUEST, DEVICE_TOKEN_REQUEST, TOKEN_EXCHANGE_REQUEST, JWT_AUTHORIZATION_GRANT ->
                throw refused(NOT_AGREED);
            default -> {
                // An agreed grant type, or none.
            }
        }
    }

    private static ClientPolicyException refused(String description) {
        return new ClientPolicyException(OAuthErrorException.UNAUTHORIZED_CLIENT, description);
    }
}
