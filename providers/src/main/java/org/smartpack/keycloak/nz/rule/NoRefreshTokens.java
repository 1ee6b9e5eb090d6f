/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** NZ-89: a public client gets no refresh tokens, and can't use one that it has from before. */
final class NoRefreshTokens implements Rule {

    @Override
    public void complete(ClientRepresentation client, boolean isNew) {
        if (Boolean.TRUE.equals(client.isPublicClient()) && (isNew || client.getAttributes() != null)) {
            Map<String, String> attributes = client.getAttributes() == null ? new HashMap<>() : client.getAttributes();
            attributes.putIfAbsent(OIDCConfigAttributes.USE_REFRESH_TOKEN, "false");
            client.setAttributes(attributes);
        }
    }

    @Override
    public Optional<String> fault(ClientModel client) {
        return client.isPublicClient() && !"false".equals(client.getAttribute(OIDCConfigAttributes.USE_REFRESH_TOKEN))
                ? Optional.of("NZ-89: switch Use refresh tokens off, or save the client once more")
                : Optional.empty();
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        if (context.getEvent() == ClientPolicyEvent.TOKEN_REFRESH && client.isPublicClient()) {
            throw new ClientPolicyException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT, "NZ-89: a public client can't use refresh tokens");
        }
    }
}
