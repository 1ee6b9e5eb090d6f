/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.keycloak.component.ComponentModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The approvals of a realm. They are stored as components of the realm. Components are in Keycloak's realm cache on
 * every node, are never filtered by who is asking, are out of reach of client administrators, and survive tools that
 * rewrite the realm's attributes. Their parent is the mapper's type, not the realm, so that realm files don't contain
 * them: importing a realm file approves what is in it.
 */
public final class Approvals {

    static final String PROVIDER_TYPE = ApprovalProvider.class.getName();

    private final RealmModel realm;

    private Approvals(RealmModel realm) {
        this.realm = realm;
    }

    /** The approvals of the request's realm. */
    public static Approvals of(KeycloakSession session) {
        return of(session.getContext().getRealm());
    }

    /** The approvals of a realm. */
    public static Approvals of(RealmModel realm) {
        return new Approvals(realm);
    }

    /** All approvals of a type, whether or not the client still has these settings; in a stable order. */
    public List<Approval> all(String type) {
        return realm.getComponentsStream(type, PROVIDER_TYPE)
                .map(Approval::of)
                .sorted(Comparator.comparing(Approval::client))
                .toList();
    }

    /** The settings of a client's mapper, if they are still what was approved, and the client id is the same. */
    public Optional<Map<String, String>> of(ClientModel client, String type) {
        return kept(client, find(client.getId(), type));
    }

    /** The settings of an approval, if it is this client's and its mapper still has them, under the same client id. */
    public static Optional<Map<String, String>> of(ClientModel client, Approval approval) {
        return kept(client, Optional.of(approval));
    }

    private static Optional<Map<String, String>> kept(ClientModel client, Optional<Approval> approval) {
        return approval.filter(found -> found.isKeptBy(client)).map(Approval::config);
    }

    /** Whether there is any approval of a type, whether or not the client still has these settings. */
    public boolean hasAny(String type) {
        return realm.getComponentsStream(type, PROVIDER_TYPE).findAny().isPresent();
    }

    /** Whether there is an approval for the client, even if its settings have changed since. */
    public boolean has(ClientModel client, String type) {
        return find(client.getId(), type).isPresent();
    }

    /** Whether an approval's client was deleted, by somebody other than a realm administrator. */
    public boolean isOrphan(Approval approval) {
        return realm.getClientById(approval.client()) == null;
    }

    /**
     * The names under which clients had approvals of a type until those were withdrawn or the name was changed, unless
     * a client has the approval under that name again; in a stable order. Others may still refer to them.
     */
    public List<String> formerNames(String type) {
        return new FormerNames(realm, type).all();
    }

    Optional<Approval> find(String client, String type) {
        // There is hardly ever one, and computing its id takes time.
        return hasAny(type) ? stored(client, type) : Optional.empty();
    }

    private Optional<Approval> stored(String client, String type) {
        return Optional.ofNullable(realm.getComponent(id(client, type)))
                .filter(stored -> PROVIDER_TYPE.equals(stored.getProviderType()))
                .map(Approval::of);
    }

    /**
     * Stores an approval. It replaces the client's former one, and those of deleted clients that this client replaces.
     */
    void approve(ClientModel client, ApprovedMapper mapper, Statement statement) {
        Approval approval = Approval.of(client, mapper.getId(), statement);
        all(mapper.getId()).stream()
                .filter(this::isOrphan)
                .filter(orphan -> mapper.isHeir(client, orphan))
                .forEach(orphan -> withdraw(orphan.client(), mapper));
        FormerNames former = new FormerNames(realm, mapper.getId());
        Set<String> names = mapper.names(approval);
        find(client.getId(), mapper.getId()).ifPresent(before -> {
            Set<String> lost = new HashSet<>(mapper.names(before));
            lost.removeAll(names);
            former.add(lost);
        });
        store(approval);
        former.remove(names);
    }

    void store(Approval approval) {
        ComponentModel before = realm.getComponent(id(approval.client(), approval.type()));
        if (before == null) {
            realm.addComponentModel(newComponent(approval));
            return;
        }
        // What the realm hands out can be shared with other requests, and this one can still fail.
        ComponentModel changed = new ComponentModel(before);
        Revision latest = Revision.latest(before.getConfig().keySet());
        changed.setConfig(approval.toConfig(latest.next()));
        realm.updateComponent(changed);
    }

    private static ComponentModel newComponent(Approval approval) {
        ComponentModel added = new ComponentModel();
        added.setId(id(approval.client(), approval.type()));
        added.setName(approval.client());
        added.setParentId(approval.type());
        added.setProviderType(PROVIDER_TYPE);
        added.setProviderId(ApprovalProviderFactory.ID);
        added.setConfig(approval.toConfig(Revision.FIRST));
        return added;
    }

    /** Removes an approval, and remembers the names that others may still refer to. */
    void withdraw(String client, ApprovedMapper mapper) {
        String type = mapper.getId();
        find(client, type).ifPresent(approval -> {
            new FormerNames(realm, type).add(mapper.names(approval));
            realm.removeComponent(realm.getComponent(id(client, type)));
        });
    }

    /** Derived from client and type, so that an approval is found without a search. */
    private static String id(String client, String type) {
        return UUID.nameUUIDFromBytes((client + "/" + type).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
