/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.allowance.SubjectToken;
import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.iua.claims.ExtensionLimit;
import org.smartpack.keycloak.iua.claims.Extensions;
import org.smartpack.keycloak.token.TokenRefusal;
import org.smartpack.keycloak.token.TokenRules;

/**
 * The JWT access tokens of an IUA realm (IUA-JWT-2, 3, 4): {@code client_id}, {@code sub} of a client's own token, and
 * {@code extensions}. Requests for another format or another resource server are refused.
 */
public final class IuaTokens implements TokenRules {

    private static final Logger LOG = Logger.getLogger(IuaTokens.class);

    private static final String CLIENT_ID = "client_id";
    private static final String REQUESTED_TYPE = "requested_token_type";

    /** Ids of users look so. A client id must never be mistaken for one (RFC 9068 section 5). */
    private static final Pattern USER_ID = Pattern.compile("[0-9A-Fa-f-]{32,36}|.*:.*");

    private final KeycloakSession session;
    private final TokenForm form;

    /** The rules for tokens of the request's realm. */
    public IuaTokens(KeycloakSession session) {
        this.session = session;
        this.form = new TokenForm(session);
    }

    @Override
    public boolean nameUsers() {
        return true;
    }

    @Override
    public void write(AccessToken access, TokenPostProcessorContext tokens) {
        try {
            checkType();
            new IuaAudience(session).limit(access, tokens);
            writeClaims(access, tokens);
        } catch (Refusal refusal) {
            throw TokenRefusal.of(session, refusal);
        }
    }

    private void writeClaims(AccessToken access, TokenPostProcessorContext tokens) throws Refusal {
        ClientModel client = tokens.clientSessionCtx().getClientSession().getClient();
        access.getOtherClaims().put(CLIENT_ID, client.getClientId());
        if (access.getScope() == null) {
            access.setScope("");
        }
        nameOwnSubject(
                access,
                client,
                tokens.clientSessionCtx().getClientSession().getUserSession().getUser());
        writeExtensions(access, client, tokens);
    }

    private void checkType() throws Refusal {
        Optional<String> type = form.parameter(REQUESTED_TYPE);
        if (!form.isExchange()
                && type.filter(one -> !TokenTypes.isSupported(one)).isPresent()) {
            throw Refusal.because(OAuthError.INVALID_REQUEST, "This requested_token_type is not supported");
        }
    }

    /**
     * Where there is no user, {@code sub} is the client id. Keycloak then finds the service account by its name, which
     * it reads from {@code preferred_username}.
     */
    private void nameOwnSubject(AccessToken access, ClientModel client, UserModel account) {
        if (AllowanceSource.isOwn(client, account) && !isUserId(client.getClientId())) {
            access.subject(client.getClientId());
            access.setPreferredUsername(account.getUsername());
        }
    }

    /** An import can bring users with ids of any form. */
    private boolean isUserId(String clientId) {
        return USER_ID.matcher(clientId).matches()
                || session.users().getUserById(session.getContext().getRealm(), clientId) != null;
    }

    /** Other members than IUA's, written by mappers, stay. */
    private void writeExtensions(AccessToken access, ClientModel client, TokenPostProcessorContext tokens)
            throws Refusal {
        Extensions extensions = Extensions.of(session, tokens);
        Map<String, Object> claim = new LinkedHashMap<>();
        // A mapper of type JSON writes this kind of object.
        if (access.getOtherClaims().get(Extensions.CLAIM) instanceof ObjectNode mapped) {
            mapped.properties().forEach(member -> claim.put(member.getKey(), member.getValue()));
            claim.keySet().removeAll(Extensions.NAMES);
        }
        Map<String, Object> written = limited(extensions.toClaim(), tokens);
        claim.putAll(written);
        access.getOtherClaims().remove(Extensions.CLAIM);
        if (!claim.isEmpty()) {
            access.getOtherClaims().put(Extensions.CLAIM, claim);
        }
        if (!extensions.ignored().isEmpty()) {
            LOG.warnf(
                    "Realm %s, client %s: left out of a token: %s",
                    session.getContext().getRealm().getName(),
                    client.getClientId(),
                    String.join(", ", extensions.ignored()));
        }
    }

    /** A refreshed or exchanged token says no more than the token that it comes from (IUA-JWT-7). */
    private Map<String, Object> limited(Map<String, Object> now, TokenPostProcessorContext tokens) throws Refusal {
        RefreshToken before = tokens.requestRefreshToken();
        Optional<ExtensionLimit> limit = Optional.empty();
        if (form.isExchange()) {
            limit = Optional.of(
                    ExtensionLimit.ofExchange(SubjectToken.verified(session).filter(token -> isAbout(token, tokens))));
        } else if (tokens.accessToken().getAuthorization() != null && form.isPermissionRequest()) {
            limit = Optional.of(ExtensionLimit.ofTicket(presented()));
        } else if (before != null) {
            limit = ExtensionLimit.ofGrant(before);
        }
        Map<String, Object> claim = limit.isPresent() ? limit.get().limit(now) : now;
        if (tokens.refreshToken() != null) {
            if (before != null && limit.isPresent()) {
                ExtensionLimit.keep(before, tokens.refreshToken());
            } else {
                ExtensionLimit.begin(tokens.refreshToken(), claim, limit);
            }
        }
        return claim;
    }

    /**
     * The access token that a UMA ticket is asked for with. For an ID token Keycloak makes one of its own, which lacks
     * what the client's tokens say. For the client's own credentials it is the client's own token, which isn't sent.
     */
    private AccessToken presented() throws Refusal {
        if (!form.hasIdToken() && session.getContext().getBearerToken() instanceof AccessToken token) {
            return token;
        }
        throw Refusal.because(OAuthError.INVALID_REQUEST, "a UMA ticket needs an access token here, not an ID token");
    }

    /** Whether a token is about the account of the new tokens. A client's own token may name the client. */
    private boolean isAbout(AccessToken token, TokenPostProcessorContext tokens) {
        UserModel account =
                tokens.clientSessionCtx().getClientSession().getUserSession().getUser();
        if (account.getId().equals(token.getSubject())) {
            return true;
        }
        return Optional.ofNullable(token.getSubject())
                .map(session.getContext().getRealm()::getClientByClientId)
                .filter(client -> AllowanceSource.isOwn(client, account))
                .isPresent();
    }
}
