/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;

/**
 * Reads clients.
 *
 * @param hasAssertedUsers whether the JWT authorization grant would give a client {@code user/} scopes
 */
record ClientReader(MapperReader mapperReader, ServiceAccounts accounts, Predicate<ClientModel> hasAssertedUsers) {

    /** The attributes in which Keycloak keeps the switches of its other ways to a token for a user. */
    private static final Set<String> FLOWS = Set.of(
            "oauth2.device.authorization.grant.enabled",
            "oidc.ciba.grant.enabled",
            "standard.token.exchange.enabled",
            OIDCConfigAttributes.JWT_AUTHORIZATION_GRANT_ENABLED);

    CheckedClient read(ClientModel client) {
        List<CheckedMapper> mappers = mapperReader.read(client);
        Map<String, String> attributes = client.getAttributes();
        ServiceAccounts.Account account = accounts.of(client);
        return new CheckedClient(
                client.getClientId(),
                client.isEnabled(),
                client.isPublicClient(),
                client.isBearerOnly(),
                client.isStandardFlowEnabled(),
                client.isImplicitFlowEnabled()
                        || client.isDirectAccessGrantsEnabled()
                        || FLOWS.stream().anyMatch(flow -> "true".equals(attributes.get(flow))),
                "true".equals(attributes.get(OIDCConfigAttributes.JWT_AUTHORIZATION_GRANT_ENABLED))
                        && hasAssertedUsers.test(client),
                client.isServiceAccountsEnabled(),
                account.isMissing(),
                client.isConsentRequired(),
                Optional.ofNullable(client.getClientAuthenticatorType()).orElse(""),
                attributes,
                Optional.ofNullable(client.getRootUrl()).orElse(""),
                Set.copyOf(client.getRedirectUris()),
                Set.copyOf(client.getClientScopes(true).keySet()),
                Set.copyOf(client.getClientScopes(false).keySet()),
                mappers,
                client.getRolesStream().map(RoleModel::getName).collect(Collectors.toUnmodifiableSet()),
                account.roles());
    }
}
