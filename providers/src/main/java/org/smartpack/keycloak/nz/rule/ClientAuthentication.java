/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.util.Optional;
import java.util.Set;

import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.authentication.authenticators.client.JWTClientSecretAuthenticator;
import org.keycloak.authentication.authenticators.client.X509ClientAuthenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;

import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;

/**
 * NZ-26, NZ-33, NZ-36: a confidential client authenticates by a JWT or a certificate, at revocation and introspection,
 * too. The draft permits a secret in the form as well, the published standard advises against it.
 */
final class ClientAuthentication implements Rule {

    private static final Set<String> ALLOWED = Set.of(
            SmartJwtAuthenticatorFactory.PROVIDER_ID,
            JWTClientAuthenticator.PROVIDER_ID,
            JWTClientSecretAuthenticator.PROVIDER_ID,
            X509ClientAuthenticator.PROVIDER_ID);

    @Override
    public Optional<String> fault(ClientModel client) {
        String authenticator = client.getClientAuthenticatorType();
        return client.isPublicClient() || authenticator != null && ALLOWED.contains(authenticator)
                ? Optional.empty()
                : Optional.of("NZ-26: choose a signed JWT or X509 Certificate as Client Authenticator");
    }

    @Override
    public void check(ClientPolicyContext context, ClientModel client) throws ClientPolicyException {
        boolean isAsked = context.getEvent() == ClientPolicyEvent.TOKEN_REVOKE
                || context.getEvent() == ClientPolicyEvent.TOKEN_INTROSPECT;
        if (isAsked && fault(client).isPresent()) {
            throw new ClientPolicyException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    (context.getEvent() == ClientPolicyEvent.TOKEN_REVOKE ? "NZ-33" : "NZ-36")
                            + ": the client must authenticate by a signed JWT or a certificate");
        }
    }
}
