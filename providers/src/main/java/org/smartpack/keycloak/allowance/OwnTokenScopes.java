/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.mappers.SubMapper;
import org.keycloak.rar.AuthorizationDetails;

/**
 * What Keycloak's own client scopes contribute to a client's own token, where a profile decides about such tokens
 * ({@link AllowanceSource}). Every client that is created in the console gets the realm's default scopes, such as
 * {@code profile}, {@code email} and {@code roles}. They are about users, and a client's own token isn't about a user.
 * It keeps the scope that writes {@code sub}, and those that an administrator has assigned to this very client; the
 * {@code scope} of the token lists neither.
 */
public final class OwnTokenScopes {

    private static final String ATTRIBUTE = OwnTokenScopes.class.getName() + ":";
    private static final String SUBJECT = OwnTokenScopes.class.getName();

    private OwnTokenScopes() {}

    /**
     * Says whose token the scopes of this request belong to from now on. Keycloak doesn't say so when it refreshes or
     * introspects a token.
     */
    public static void bind(KeycloakSession session, ClientModel client, UserModel user) {
        session.setAttribute(ATTRIBUTE + client.getId(), AllowanceSource.isOwn(client, user));
    }

    /**
     * Says whose token it is if the token has no session. {@link #bind} goes first.
     *
     * @param subject the user's id; may be {@code null}
     */
    public static void bindSubject(KeycloakSession session, String subject) {
        session.setAttribute(SUBJECT, subject);
    }

    /**
     * Whether the token that scopes are read for is the client's own. If it isn't known whose token it is, it doesn't
     * count as the client's own.
     *
     * @param user may be {@code null}, because Keycloak often doesn't pass it
     */
    static boolean appliesTo(KeycloakSession session, Occasion occasion, ClientModel client, UserModel user) {
        if (occasion == Occasion.CLIENT_CREDENTIALS) {
            return true;
        }
        if (user != null) {
            return AllowanceSource.isOwn(client, user);
        }
        if (occasion == Occasion.EXCHANGE) {
            return SubjectToken.isOwnOf(session, client);
        }
        Boolean bound = session.getAttribute(ATTRIBUTE + client.getId(), Boolean.class);
        return bound != null ? bound : isSubject(session, client);
    }

    private static boolean isSubject(KeycloakSession session, ClientModel client) {
        String subject = session.getAttribute(SUBJECT, String.class);
        return subject != null
                && AllowanceSource.isOwn(client, session.users().getUserById(client.getRealm(), subject));
    }

    static List<AuthorizationDetails> of(ClientModel client, List<AuthorizationDetails> entries) {
        Set<String> givenToAll = client.getRealm()
                .getDefaultClientScopesStream(true)
                .filter(scope -> !saysSubject(scope))
                .map(ClientScopeModel::getName)
                .collect(Collectors.toSet());
        // Keycloak assigns this one with the service account. It writes the address that the client called from.
        givenToAll.add(ServiceAccountConstants.SERVICE_ACCOUNT_SCOPE);
        return entries.stream()
                .filter(entry -> !givenToAll.contains(entry.getClientScope().getName()))
                .map(UnprintedScope::of)
                .toList();
    }

    /** Without {@code sub} Keycloak can't find the user of a token without a session. */
    private static boolean saysSubject(ClientScopeModel scope) {
        return scope.getProtocolMappersStream()
                .anyMatch(mapper -> SubMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()));
    }
}
