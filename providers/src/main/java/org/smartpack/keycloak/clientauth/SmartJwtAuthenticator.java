/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.authenticators.client.ClientIdAndSecretAuthenticator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Printable;
import org.smartpack.keycloak.error.Refusal;

/**
 * Authenticates the clients that use {@link SmartJwtAuthenticatorFactory} and ignores the requests of all others. SMART
 * App Launch lists the checks in the order keys, signature, RFC 7523 section 3, {@code jti}. Here the keys come last
 * but one: they may have to be fetched, and an assertion that would be refused anyway must not cause that. Only the use
 * of the {@code jti} is recorded after that.
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
        ClientAnswer.neverCached(context.getSession());
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
            ClientAnswer.remember(context.getSession(), Refusal.assertion("the client is unknown"));
        } else if (request.present() && request.ways() == 1) {
            noteOtherWay(context, claimed);
        }
    }

    /**
     * An assertion for a client that has a secret. The caller is told nothing about the client; the event of the
     * refusal says what is wrong.
     */
    private static void noteOtherWay(ClientAuthenticationFlowContext context, List<String> claimed) {
        claimed.stream()
                .map(context.getRealm()::getClientByClientId)
                .filter(client -> client != null && !client.isPublicClient())
                .filter(client ->
                        ClientIdAndSecretAuthenticator.PROVIDER_ID.equals(client.getClientAuthenticatorType()))
                .findFirst()
                .ifPresent(client -> context.getEvent()
                        .client(client.getClientId())
                        .detail(
                                Details.REASON,
                                "an assertion was sent, but the client authenticates with a client secret"));
    }

    /** Keycloak requires no authenticator of a public client, whatever is stored for it. */
    private static boolean isOurs(ClientModel client) {
        return client != null
                && !client.isPublicClient()
                && SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.getClientAuthenticatorType());
    }

    private void authenticate(
            ClientAuthenticationFlowContext context, AssertionParameters request, ClientModel client) {
        try {
            verify(context, request, client);
            context.success();
        } catch (Refusal refusal) {
            refuse(context, client, refusal);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Client %s could not be authenticated", client.getClientId());
            // Something fails on the server, for instance a cache whose other node doesn't answer. The client isn't at
            // fault.
            answer(
                    context,
                    AuthenticationFlowError.INTERNAL_ERROR,
                    Refusal.of(
                            OAuthError.TEMPORARILY_UNAVAILABLE,
                            "Clients can't be authenticated now",
                            "unexpected " + e.getClass().getSimpleName()));
        }
    }

    private void verify(ClientAuthenticationFlowContext context, AssertionParameters request, ClientModel client)
            throws Refusal {
        if (request.repeated()) {
            throw Refusal.of(OAuthError.INVALID_REQUEST, "duplicated parameter", "a parameter is repeated");
        }
        if (!client.isEnabled()) {
            throw Refusal.assertion("the client is disabled");
        }
        Assertion assertion = request.onlyCredential();
        request.checkClientId(client.getClientId());
        ClientSettings settings = new ClientSettings(client);
        HeaderRules.Accepted header = HeaderRules.check(assertion, settings);
        context.getEvent().detail(Details.CLIENT_JWT_KID, Printable.line(header.kid()));
        ClaimRules rules = new ClaimRules(
                client.getClientId(),
                AcceptedAudiences.of(settings.audiences(), context.getSession().getContext()),
                settings.maxLife(),
                Time.currentTimeSeconds());
        ClaimRules.Accepted claims = rules.check(assertion);
        context.getEvent().detail(Details.CLIENT_ASSERTION_ID, Printable.line(claims.jti()));
        ReplayGuard replay = new ReplayGuard(context.getSession(), client.getClientId(), claims);
        if (settings.usesJwksUrl()) {
            replay.notUsed();
        }
        keys.verify(client, settings, new SignatureCheck(context.getSession(), assertion, header));
        replay.use(claims.validity());
    }

    private static void refuse(ClientAuthenticationFlowContext context, ClientModel client, Refusal refusal) {
        LOG.debugf("Client %s not authenticated: %s", client.getClientId(), refusal.reason());
        answer(
                context,
                client.isEnabled()
                        ? AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS
                        : AuthenticationFlowError.CLIENT_DISABLED,
                refusal);
    }

    private static void answer(
            ClientAuthenticationFlowContext context, AuthenticationFlowError error, Refusal refusal) {
        context.getEvent().detail(Details.REASON, refusal.reason());
        ClientAnswer.remember(context.getSession(), refusal);
        context.failure(error, ClientAnswer.of(refusal));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
