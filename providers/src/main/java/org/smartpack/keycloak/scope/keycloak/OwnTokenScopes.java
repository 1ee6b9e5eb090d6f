/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.common.constants.ServiceAccountConstants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;
import org.keycloak.rar.AuthorizationDetails;

/**
 * What Keycloak's own client scopes bring into a token that a client has on its own behalf, where a profile decides over such
 * tokens ({@link AllowanceSource}). Every client that is made in the console is given the realm's default scopes: {@code
 * profile}, {@code email}, {@code roles}. They are about users, and such a token is about none. It keeps {@code basic}, and
 * what an administrator has assigned to this very client; the {@code scope} of the token says nothing of either.
 */
final class OwnTokenScopes {

    private OwnTokenScopes() {}

    static List<AuthorizationDetails> of(ClientModel client, List<AuthorizationDetails> entries) {
        Set<String> givenToAll = client.getRealm()
                .getDefaultClientScopesStream(true)
                .map(ClientScopeModel::getName)
                .collect(Collectors.toSet());
        // Keycloak assigns that one with the service account: the address that the client called from.
        givenToAll.add(ServiceAccountConstants.SERVICE_ACCOUNT_SCOPE);
        givenToAll.remove(OIDCLoginProtocolFactory.BASIC_SCOPE);
        return entries.stream()
                .filter(entry -> !givenToAll.contains(entry.getClientScope().getName()))
                .map(UnprintedScope::of)
                .toList();
    }
}
