/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.provider.ProviderFactory;

import org.smartpack.keycloak.approval.Approvals;
import org.smartpack.keycloak.approval.ApprovedMapper;

/** Reads the mappers of clients and client scopes. */
record MapperReader(KeycloakSession session, Approvals approvals) {

    List<CheckedMapper> read(ClientModel client) {
        return read(client, type -> approvals.of(client, type).isPresent());
    }

    /** @param isApproved whether the settings of a type's mapper count */
    List<CheckedMapper> read(ProtocolMapperContainerModel owner, Predicate<String> isApproved) {
        return owner.getProtocolMappersStream()
                .map(mapper -> read(mapper, isApproved))
                .toList();
    }

    private CheckedMapper read(ProtocolMapperModel mapper, Predicate<String> isApproved) {
        String type = mapper.getProtocolMapper();
        ProviderFactory<ProtocolMapper> factory =
                session.getKeycloakSessionFactory().getProviderFactory(ProtocolMapper.class, type);
        boolean isStatement = factory instanceof ApprovedMapper;
        return new CheckedMapper(
                type,
                factory instanceof ProtocolMapper known ? known.getDisplayType() : type,
                isStatement,
                isStatement && isApproved.test(type),
                settings(mapper));
    }

    /** Some databases can't tell an empty value from none. */
    private static Map<String, String> settings(ProtocolMapperModel mapper) {
        return Stream.ofNullable(mapper.getConfig())
                .flatMap(config -> config.entrySet().stream())
                .filter(setting -> setting.getValue() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
