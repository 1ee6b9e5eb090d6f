/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.HashMap;
import java.util.Map;

import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;

/**
 * That a realm administrator said something of the realm, and what.
 *
 * @param client the internal id of the client with the mapper
 * @param clientId its client id at that time: a name that tokens and other clients go by
 * @param type the mapper's type, {@code smart-fhir-server} for instance
 * @param config the mapper's settings, without those that have no value
 * @param lost whether somebody without the right took the mapper away: a realm administrator who later saves the client for another
 *     reason doesn't mean to withdraw the approval
 */
public record Approval(String client, String clientId, String type, Map<String, String> config, boolean lost) {

    private static final String CLIENT_ID = "client_id";
    private static final String SETTING = "setting.";
    private static final String LOST = "lost";

    static Approval of(ClientModel client, String type, Map<String, String> config) {
        return new Approval(client.getId(), client.getClientId(), type, config, false);
    }

    Approval asLost() {
        return new Approval(client, clientId, type, config, true);
    }

    static Approval of(ComponentModel stored) {
        Map<String, String> config = new HashMap<>();
        stored.getConfig().keySet().stream()
                .filter(key -> key.startsWith(SETTING))
                .forEach(key -> config.put(
                        key.substring(SETTING.length()), stored.getConfig().getFirst(key)));
        return new Approval(
                stored.getName(),
                stored.getConfig().getFirst(CLIENT_ID),
                stored.getParentId(),
                Map.copyOf(config),
                stored.getConfig().containsKey(LOST));
    }

    MultivaluedHashMap<String, String> toConfig() {
        MultivaluedHashMap<String, String> stored = new MultivaluedHashMap<>();
        stored.putSingle(CLIENT_ID, clientId);
        if (lost) {
            stored.putSingle(LOST, "true");
        }
        config.forEach((key, value) -> stored.putSingle(SETTING + key, value));
        return stored;
    }
}
