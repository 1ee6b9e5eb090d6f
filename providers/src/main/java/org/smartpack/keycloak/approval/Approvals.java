/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The approvals of a realm. They are components of the realm: part of what Keycloak keeps in its cache for each realm
 * on every node, never filtered for whoever is asking, out of reach for administrators of clients, and not lost when a
 * tool writes the realm's attributes anew. They are filed under the mapper's type, not under the realm, so that a realm
 * file doesn't hold them: a realm file approves what it brings.
 */
public final class Approvals {

    private static final String PROVIDER_TYPE = ApprovalProvider.class.getName();

    private final RealmModel realm;

    private Approvals(RealmModel realm) {
        this.realm = realm;
    }

    /** Those of the request's realm. */
    public static Approvals of(KeycloakSession session) {
        return of(session.getContext().getRealm());
    }

    /** Those of a realm. */
    public static Approvals of(RealmModel realm) {
        return new Approvals(realm);
    }

    /**
     * Everything of a kind that was approved, whether or not the client still says so; in an order that doesn't change.
     */
    public List<Approval> all(String type) {
        return realm.getComponentsStream(type, PROVIDER_TYPE)
                .map(Approval::of)
                .sorted(Comparator.comparing(Approval::client))
                .toList();
    }

    /** The settings of a client's mapper, if the client says today what was approved, and under the same client id. */
    public Optional<Map<String, String>> of(ClientModel client, String type) {
        return find(client.getId(), type)
                .filter(approval -> approval.isKeptBy(client))
                .map(Approval::config);
    }

    /** Whether anything of a kind was approved, whether or not the client still says so. */
    public boolean hasAny(String type) {
        return realm.getComponentsStream(type, PROVIDER_TYPE).findAny().isPresent();
    }

    /** Whether something of the client was approved, even if the client says something else today. */
    public boolean has(ClientModel client, String type) {
        return find(client.getId(), type).isPresent();
    }

    /** Whether an approval's client was deleted, and not by a realm administrator. */
    public boolean isOrphan(Approval approval) {
        return realm.getClientById(approval.client()) == null;
    }

    Optional<Approval> find(String client, String type) {
        // Nearly always there is none, and the name of one takes time to work out.
        if (!hasAny(type)) {
            return Optional.empty();
        }
        return Optional.ofNullable(realm.getComponent(id(client, type)))
                .filter(stored -> PROVIDER_TYPE.equals(stored.getProviderType()))
                .map(Approval::of);
    }

    /** In place of what was approved of this client, and of deleted ones that it takes the place of. */
    void approve(ClientModel client, ApprovedMapper mapper, Statement statement) {
        all(mapper.getId()).stream()
                .filter(this::isOrphan)
                .filter(orphan -> mapper.isHeir(client, orphan))
                .forEach(orphan -> withdraw(orphan.client(), mapper.getId()));
        store(Approval.of(client, mapper.getId(), statement));
    }

    void store(Approval approval) {
        String id = id(approval.client(), approval.type());
        ComponentModel stored = realm.getComponent(id);
        boolean isNew = stored == null;
        if (isNew) {
            stored = new ComponentModel();
            stored.setId(id);
            stored.setName(approval.client());
            stored.setParentId(approval.type());
            stored.setProviderType(PROVIDER_TYPE);
            stored.setProviderId(ApprovalProviderFactory.ID);
        }
        stored.setConfig(approval.toConfig());
        if (isNew) {
            realm.addComponentModel(stored);
        } else {
            realm.updateComponent(stored);
        }
    }

    void withdraw(String client, String type) {
        Optional.ofNullable(realm.getComponent(id(client, type))).ifPresent(realm::removeComponent);
    }

    /** One for each client and type, and found without a search. */
    private static String id(String client, String type) {
        return UUID.nameUUIDFromBytes((client + "/" + type).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
