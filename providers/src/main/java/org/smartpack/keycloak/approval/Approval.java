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
 * Records that a realm administrator approved a client's mapper that affects the whole realm, and with which settings.
 *
 * @param client the internal id of the client with the mapper
 * @param clientId its client id at that time, by which tokens and other clients refer to it
 * @param type the mapper's type, {@code smart-fhir-server} for instance
 * @param mapper the internal id of the mapper; empty until it is known
 * @param config the mapper's settings, without those that have no value
 */
public record Approval(String client, String clientId, String type, String mapper, Map<String, String> config) {

    private static final String NOTE = Approval.class.getName();
    private static final String CLIENT_ID = "client_id";
    private static final String MAPPER = "mapper";
    private static final String SETTING = "setting.";

    static Approval of(ClientModel client, String type, Statement statement) {
        return new Approval(
                client.getId(),
                client.getClientId(),
                type,
                statement.mapper() == null ? "" : statement.mapper(),
                statement.config());
    }

    /** Kept with the component, which Keycloak's realm cache replaces whenever it is written. */
    static Approval of(ComponentModel stored) {
        Approval kept = stored.getNote(NOTE);
        if (kept == null) {
            kept = latest(stored);
            stored.setNote(NOTE, kept);
        }
        return kept;
    }

    /** Reads the latest write. */
    private static Approval latest(ComponentModel stored) {
        MultivaluedHashMap<String, String> all = stored.getConfig();
        String mark = Revision.latest(all.keySet()).mark();
        String setting = mark + SETTING;
        Map<String, String> config = new HashMap<>();
        for (String key : all.keySet()) {
            if (key.startsWith(setting)) {
                config.put(key.substring(setting.length()), all.getFirst(key));
            }
        }
        String mapper = all.getFirst(mark + MAPPER);
        return new Approval(
                stored.getName(),
                all.getFirst(mark + CLIENT_ID),
                stored.getParentId(),
                mapper == null ? "" : mapper,
                Map.copyOf(config));
    }

    /** The same approval for a mapper with another internal id. */
    Approval by(String otherMapper) {
        return new Approval(client, clientId, type, otherMapper, config);
    }

    MultivaluedHashMap<String, String> toConfig(Revision revision) {
        String mark = revision.mark();
        MultivaluedHashMap<String, String> stored = new MultivaluedHashMap<>();
        stored.putSingle(mark + CLIENT_ID, clientId);
        if (!mapper.isEmpty()) {
            stored.putSingle(mark + MAPPER, mapper);
        }
        config.forEach((key, value) -> stored.putSingle(mark + SETTING + key, value));
        return stored;
    }

    /** Whether this client has the approval, and still exactly these settings for its type and the same client id. */
    boolean isKeptBy(ClientModel other) {
        return client.equals(other.getId())
                && clientId.equals(other.getClientId())
                && Statement.isOnly(other, type, config);
    }
}
