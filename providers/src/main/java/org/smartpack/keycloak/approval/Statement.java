/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.keycloak.models.ClientModel;

/**
 * A mapper on a client that affects the whole realm, approved or not.
 *
 * @param mapper the internal id of the mapper
 * @param config its settings, without those that have no value
 */
record Statement(String mapper, Map<String, String> config) {

    /** A client's statements of one type, in a stable order. */
    static List<Statement> of(ClientModel client, String type) {
        return client.getProtocolMappersStream()
                .filter(mapper -> type.equals(mapper.getProtocolMapper()))
                .map(mapper -> new Statement(mapper.getId(), withoutEmpty(mapper.getConfig())))
                .sorted(Comparator.comparing(statement -> new TreeMap<>(statement.config).toString()))
                .toList();
    }

    /** The settings of a client's statements of one type, whatever their mappers are called. */
    static List<Map<String, String>> configs(ClientModel client, String type) {
        return of(client, type).stream().map(Statement::config).toList();
    }

    /** Without empty values, because some databases can't tell an empty string from none. */
    static Map<String, String> withoutEmpty(Map<String, String> config) {
        return config == null
                ? Map.of()
                : config.entrySet().stream()
                        .filter(entry ->
                                entry.getValue() != null && !entry.getValue().isBlank())
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
