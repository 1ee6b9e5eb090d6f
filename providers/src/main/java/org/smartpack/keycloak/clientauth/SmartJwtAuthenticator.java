/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;

/**
 * Authenticates the clients that use {@link SmartJwtAuthenticatorFactory}; requests of all others it leaves untouched.
 * SMART App Launch names the checks in the order keys, signature, RFC 7523 section 3, {@code jti}. Here keys come last but one:
 * they may have to be fetched, and nobody should be able to cause that with what is refused anyway. Only the use of a
 * {@code jti} is recorded afterwards.
 */
final class SmartJwtAuthenticator implements ClientAuthenticator {

    private static final Logger LOG = Logger.getLogger(SmartJwtAuthenticator.class);

    private final ClientKeys keys;

    SmartJwtAuthenticator(ClientKeys keys) {
        this.keys = keys;
    }

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        context.attempted();
        AssertionParameters request = AssertionParameters.of(context.getHttpRequest());
        Refusal.neverCached(context.getSession());
        List<String> claimed = request.claimedClients();
        Optional<ClientModel> client = claimed.stream()
                .map(context.getRealm()::getClientByClientId)
                .filter(SmartJwtAuthenticator::isOurs)
                .findFirst();
        if (client.isPresent()) {
            context.setClient(client.get());
            context.getEvent().client(client.get().getClientId());
            authenticate(context, request, client.get());
        } else if (request.present()
                && claimed.stream().map(context.getRealm()::getClientByClientId).allMatch(Objects::isNull)) {
            Refusal.remember(context.getSession(), Refusal.invalidClient());
        }
    }

    /** Keycloak holds a public client to no authenticator, whatever is stored for it. */
    private static boolean isOurs(ClientModel client) {
        return client != null
                && !client.isPublicClient()
                && SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType());
    }

    private void authenticate(
            ClientAuthenticationFlowContext context, AssertionParameters request, ClientModel client) {
        if (request.repeated()) {
            refuse(context, client, "a parameter is repeated", Refusal.repeatedParameter());
            return;
        }
        try {
            verify(context, request, client);
            context.success();
        } catch (AssertionRefused e) {
            refuse(context, client, e.getMessage(), Refusal.invalidClient());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Client %s could not be authenticated", client.getClientId());
            // Something here doesn't work, a cache that another node should answer for instance: the client isn't at
            // fault.
            fail(context, "unexpected " + e.getClass().getSimpleName());
        }
    }

    private void verify(ClientAuthenticationFlowContext context, AssertionParameters request, ClientModel client)
            throws AssertionRefused {
        if (!client.isEnabled()) {
            throw new AssertionRefused("the client is disabled");
        }
        Assertion assertion = request.onlyCredential();
        request.clientIdIsThat(client.getClientId());
        ClientSettings settings = new ClientSettings(client);
        HeaderRules.Accepted header = HeaderRules.check(assertion, settings);
        context.getEvent().detail(Details.CLIENT_JWT_KID, Refusal.printable(header.kid()));
        ClaimRules rules = new ClaimRules(
                client.getClientId(),
                AcceptedAudiences.of(settings.audiences(), context.getSession().getContext()),
                settings.maxLife(),
                Time.currentTimeSeconds());
        ClaimRules.Accepted claims = rules.check(assertion);
        context.getEvent().detail(Details.CLIENT_ASSERTION_ID, Refusal.printable(claims.jti()));
        ReplayGuard replay = new ReplayGuard(context.getSession(), client.getClientId(), claims);
        if (settings.usesJwksUrl()) {
            replay.notUsed();
        }
        keys.verify(client, settings, new SignatureCheck(context.getSession(), assertion, header));
        replay.use(claims.validity());
    }

    private static void fail(ClientAuthenticationFlowContext context, String reason) {
        context.getEvent().detail(Details.REASON, reason);
        Response response = Refusal.unavailable();
        Refusal.remember(context.getSession(), response);
        context.failure(AuthenticationFlowError.INTERNAL_ERROR, response);
    }

    private static void refuse(
            ClientAuthenticationFlowContext context, ClientModel client, String reason, Response response) {
        LOG.debugf("Client %s not authenticated: %s", client.getClientId(), reason);
        context.getEvent().detail(Details.REASON, reason);
        Refusal.remember(context.getSession(), response);
        context.failure(
                client.isEnabled()
                        ? AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS
                        : AuthenticationFlowError.CLIENT_DISABLED,
                response);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
