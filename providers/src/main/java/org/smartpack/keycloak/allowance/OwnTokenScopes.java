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
 * What Keycloak's own client scopes bring into a token that a client has on its own behalf, where a profile decides
 * over such tokens ({@link AllowanceSource}). Every client that is made in the console is given the realm's default
 * scopes: {@code profile}, {@code email}, {@code roles}. They are about users, and such a token is about none. It keeps
 * the one that says {@code sub}, and what an administrator has assigned to this very client; the {@code scope} of the
 * token says nothing of either.
 */
public final class OwnTokenScopes {

    private static final String ATTRIBUTE = OwnTokenScopes.class.getName() + ":";
    private static final String SUBJECT = OwnTokenScopes.class.getName();

    private OwnTokenScopes() {}

    /**
     * Says whose token it is of which scopes are read from now on in this request: Keycloak doesn't, when it refreshes
     * or describes one.
     */
    public static void bind(KeycloakSession session, ClientModel client, UserModel user) {
        session.setAttribute(ATTRIBUTE + client.getId(), AllowanceSource.isOwn(client, user));
    }

    /**
     * Says whose token it is that has no session, where nobody has said so of a client.
     *
     * @param subject the user's id; may be {@code null}
     */
    public static void bindSubject(KeycloakSession session, String subject) {
        session.setAttribute(SUBJECT, subject);
    }

    /**
     * Whether the token that scopes are read for is one that the client has on its own behalf. Where nobody knows whose
     * it is, it isn't.
     *
     * @param user may be {@code null}: Keycloak often doesn't say
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
        // Keycloak assigns that one with the service account: the address that the client called from.
        givenToAll.add(ServiceAccountConstants.SERVICE_ACCOUNT_SCOPE);
        return entries.stream()
                .filter(entry -> !givenToAll.contains(entry.getClientScope().getName()))
                .map(UnprintedScope::of)
                .toList();
    }

    /** Without {@code sub} Keycloak finds nobody whom a token without a session belongs to. */
    private static boolean saysSubject(ClientScopeModel scope) {
        return scope.getProtocolMappersStream()
                .anyMatch(mapper -> SubMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()));
    }
}
