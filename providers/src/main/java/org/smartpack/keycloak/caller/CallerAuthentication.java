/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.caller;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;

import org.smartpack.keycloak.error.Refusal;

/**
 * Authenticates the caller of an endpoint (LCTX-1, INTRO-2) by exactly one of these: HTTP Basic, a client assertion in
 * the form, an access token in the header, or a secret in the form where the endpoint accepts that.
 */
public final class CallerAuthentication {

    private final KeycloakSession session;
    private final EventBuilder event;
    private final AcceptedCredentials accepted;

    public CallerAuthentication(KeycloakSession session, EventBuilder event, AcceptedCredentials accepted) {
        this.session = session;
        this.event = event;
        this.accepted = accepted;
    }

    /**
     * Authenticates the caller.
     *
     * @param form the body; {@link FormFields#NONE} if it isn't a form
     */
    public Caller authenticate(FormFields form) throws Refusal {
        List<String> headers = authorization();
        boolean hasAssertion =
                form.has(OAuth2Constants.CLIENT_ASSERTION) || form.has(OAuth2Constants.CLIENT_ASSERTION_TYPE);
        boolean hasSecret = form.has(OAuth2Constants.CLIENT_SECRET);
        if (hasSecret && !accepted.secretInBody() || form.has(OAuth2Constants.ACCESS_TOKEN)) {
            throw Refusal.credentials("client_secret or access_token in the body");
        }
        int ways = headers.size() + (hasAssertion ? 1 : 0) + (hasSecret ? 1 : 0);
        if (ways != 1) {
            throw Refusal.credentials(ways == 0 ? "no credentials" : "more than one way of client authentication");
        }
        if (hasAssertion) {
            return client(CredentialRequest.assertion(session.getContext().getHttpRequest(), form));
        }
        if (hasSecret) {
            return client(CredentialRequest.secret(session.getContext().getHttpRequest(), form));
        }
        String header = headers.get(0);
        return switch (scheme(header)) {
            case "basic" -> client(CredentialRequest.basic(session.getContext().getHttpRequest(), header));
            case "bearer", "dpop" -> new AccessTokenCheck(session, accepted.purpose()).caller(header);
            default -> throw Refusal.credentials("the scheme of the Authorization header is unknown");
        };
    }

    /** Whether the caller uses an access token, so that the error takes the form of RFC 6750. */
    public boolean isWithToken() {
        List<String> headers = authorization();
        return headers.size() == 1 && List.of("bearer", "dpop").contains(scheme(headers.get(0)));
    }

    private List<String> authorization() {
        List<String> headers =
                session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        return headers == null ? List.of() : new ArrayList<>(headers);
    }

    private static String scheme(String header) {
        return header.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Runs the realm's own client authentication with the one credential. */
    private Caller client(CredentialRequest credential) throws Refusal {
        AuthenticationProcessor processor = AuthorizeClientUtil.getAuthenticationProcessor(session, event);
        processor.setRequest(credential);
        Response answer = processor.authenticateClient();
        if (answer != null) {
            throw answer.getStatusInfo().getFamily() == Response.Status.Family.SERVER_ERROR
                    ? Refusal.failed("Clients can't be authenticated now")
                    : Refusal.loggedCredentials();
        }
        ClientModel client = processor.getClient();
        if (client == null || !client.isEnabled()) {
            throw Refusal.credentials("the client is unknown or disabled");
        }
        event.client(client);
        // Keycloak requires no secret of a public client, and accepts any.
        if (client.isPublicClient()) {
            throw Refusal.publicClient(accepted.forPublicClients());
        }
        if (client.getProtocol() != null && !OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())) {
            throw Refusal.credentials("the client does not use OpenID Connect");
        }
        session.getContext().setClient(client);
        return new Caller(client, Optional.empty(), Set.of());
    }
}
