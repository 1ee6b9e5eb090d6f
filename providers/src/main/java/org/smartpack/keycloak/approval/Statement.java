/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;

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

    /** Whether these settings, without empty values, are those of the client's one and only statement of a type. */
    static boolean isOnly(ClientModel client, String type, Map<String, String> config) {
        List<ProtocolMapperModel> mappers = client.getProtocolMappersStream()
                .filter(mapper -> type.equals(mapper.getProtocolMapper()))
                .limit(2)
                .toList();
        return mappers.size() == 1 && areSame(mappers.get(0).getConfig(), config);
    }

    /** Compares without making a copy, because this is done in every request. */
    private static boolean areSame(Map<String, String> config, Map<String, String> withoutEmpty) {
        int found = 0;
        if (config != null) {
            for (Map.Entry<String, String> setting : config.entrySet()) {
                if (!isEmpty(setting.getValue())) {
                    if (!setting.getValue().equals(withoutEmpty.get(setting.getKey()))) {
                        return false;
                    }
                    found++;
                }
            }
        }
        return found == withoutEmpty.size();
    }

    /** Without empty values, because some databases can't tell an empty string from none. */
    static Map<String, String> withoutEmpty(Map<String, String> config) {
        Map<String, String> kept = new HashMap<>();
        if (config != null) {
            config.forEach((key, value) -> {
                if (!isEmpty(value)) {
                    kept.put(key, value);
                }
            });
        }
        return Collections.unmodifiableMap(kept);
    }

    private static boolean isEmpty(String value) {
        return value == null || value.isBlank();
    }
}
