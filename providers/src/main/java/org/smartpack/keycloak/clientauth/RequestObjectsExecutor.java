/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequestParserProcessor;
import org.keycloak.protocol.oidc.endpoints.request.RequestUriType;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

import org.smartpack.keycloak.error.OAuthError;

/** See {@link RequestObjectsExecutorFactory}. */
final class RequestObjectsExecutor
        implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    private final KeycloakSession session;

    RequestObjectsExecutor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getProviderId() {
        return RequestObjectsExecutorFactory.PROVIDER_ID;
    }

    /** Runs before Keycloak reads the request and fetches what it refers to. */
    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        if (context instanceof PreAuthorizationRequestContext request) {
            MultivaluedMap<String, String> parameters = request.getRequestParameters();
            noForeignUri(parameters.getFirst(OIDCLoginProtocol.REQUEST_URI_PARAM));
            noFetchedKeys(parameters.getFirst(OIDCLoginProtocol.REQUEST_PARAM), request.getClientId());
        }
    }

    private static void noForeignUri(String requestUri) throws ClientPolicyException {
        if (requestUri != null
                && AuthorizationEndpointRequestParserProcessor.getRequestUriType(requestUri) != RequestUriType.PAR) {
            throw refused("request_uri must be that of a pushed authorization request");
        }
    }

    private void noFetchedKeys(String requestObject, String clientId) throws ClientPolicyException {
        ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
        if (requestObject != null && client != null && new ClientSettings(client).usesJwksUrl()) {
            throw refused("request is not available to a client with a JWKS URL");
        }
    }

    private static ClientPolicyException refused(String description) {
        return new ClientPolicyException(OAuthError.INVALID_REQUEST.code(), description);
    }
}
