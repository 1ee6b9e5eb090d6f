/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/** Reads clients. */
record ClientReader(MapperReader mapperReader, ServiceRoles serviceRoles) {

    /** The attributes in which Keycloak keeps the switches of its other ways to a token for a user. */
    private static final Set<String> FLOWS = Set.of(
            "oauth2.device.authorization.grant.enabled",
            "oidc.ciba.grant.enabled",
            "standard.token.exchange.enabled",
            "oauth2.jwt.authorization.grant.enabled");

    CheckedClient read(ClientModel client) {
        List<CheckedMapper> mappers = mapperReader.read(client);
        Map<String, String> attributes = client.getAttributes();
        return new CheckedClient(
                client.getClientId(),
                client.isEnabled(),
                client.isPublicClient(),
                client.isStandardFlowEnabled(),
                client.isImplicitFlowEnabled()
                        || client.isDirectAccessGrantsEnabled()
                        || FLOWS.stream().anyMatch(flow -> "true".equals(attributes.get(flow))),
                client.isServiceAccountsEnabled(),
                client.isConsentRequired(),
                Optional.ofNullable(client.getClientAuthenticatorType()).orElse(""),
                attributes,
                Set.copyOf(client.getRedirectUris()),
                Set.copyOf(client.getClientScopes(true).keySet()),
                Set.copyOf(client.getClientScopes(false).keySet()),
                mappers,
                client.getRolesStream().map(RoleModel::getName).collect(Collectors.toUnmodifiableSet()),
                serviceRoles.of(client));
    }
}
