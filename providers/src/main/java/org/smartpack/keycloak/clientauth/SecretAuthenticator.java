/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import com.google.auto.service.AutoService;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.client.ClientIdAndSecretAuthenticator;
import org.keycloak.events.Details;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * Keycloak's authenticator for clients with a secret, with one difference: in realms with a FHIR server, a request that
 * authenticates its client in several ways is refused (RFC 6749 section 2.3). Keycloak looks at only one of them, and
 * not always at the one that a gateway or a log looks at. Other realms aren't affected, because some existing clients
 * send their secret twice.
 */
@AutoService(ClientAuthenticatorFactory.class)
public final class SecretAuthenticator extends ClientIdAndSecretAuthenticator {

    /** Above Keycloak's own. */
    @Override
    public int order() {
        return 10;
    }

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        super.authenticateClient(context);
        if (context.getStatus() == FlowStatus.SUCCESS
                && !context.getClient().isPublicClient()
                && AssertionParameters.of(context.getHttpRequest()).ways() > 1
                && FhirServers.of(context.getSession()).governRealm()) {
            context.getEvent().detail(Details.REASON, AssertionParameters.SEVERAL_WAYS);
            ClientAnswer.neverCached(context.getSession());
            context.failure(
                    AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS,
                    ClientAnswer.of(Refusal.assertion(AssertionParameters.SEVERAL_WAYS)));
        }
    }
}
