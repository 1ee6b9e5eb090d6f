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
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderFactory;

import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.ApprovedMapper;
import org.smartpack.keycloak.fhir.FhirServerMapper;

/** Reads clients. */
record ClientReader(KeycloakSession session, Approvals approvals, ServiceRoles serviceRoles) {

    /** The attributes in which Keycloak keeps the switches of its other ways to a token for a user. */
    private static final Set<String> FLOWS = Set.of(
            "oauth2.device.authorization.grant.enabled",
            "oidc.ciba.grant.enabled",
            "standard.token.exchange.enabled",
            "oauth2.jwt.authorization.grant.enabled");

    CheckedClient read(ClientModel client) {
        List<CheckedMapper> mappers = client.getProtocolMappersStream()
                .map(mapper -> read(client, mapper))
                .toList();
        Map<String, String> attributes = client.getAttributes();
        boolean isFhirServer = mappers.stream().anyMatch(mapper -> mapper.type().equals(FhirServerMapper.PROVIDER_ID));
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
                isFhirServer
                        ? client.getRolesStream().map(RoleModel::getName).collect(Collectors.toUnmodifiableSet())
                        : Set.of(),
                serviceRoles.of(client));
    }

    /** Some databases can't tell an empty value from none. */
    private static Map<String, String> settings(ProtocolMapperModel mapper) {
        return Stream.ofNullable(mapper.getConfig())
                .flatMap(config -> config.entrySet().stream())
                .filter(setting -> setting.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private CheckedMapper read(ClientModel client, ProtocolMapperModel mapper) {
        String type = mapper.getProtocolMapper();
        ProviderFactory<ProtocolMapper> factory =
                session.getKeycloakSessionFactory().getProviderFactory(ProtocolMapper.class, type);
        boolean isStatement = factory instanceof ApprovedMapper;
        return new CheckedMapper(
                type,
                factory instanceof ProtocolMapper known ? known.getDisplayType() : type,
                isStatement,
                isStatement && approvals.of(client, type).isPresent(),
                settings(mapper));
    }
}
