/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.common.util.Time;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;

/**
 * The names under which a realm knew clients with approved mappers of one type, until the approval was withdrawn or the
 * name was changed. They are stored like approvals. When there are {@value #MOST}, the oldest makes room.
 */
final class FormerNames {

    private static final int MOST = 200;
    private static final String NAME = "name";
    private static final String SINCE = "since";

    private final RealmModel realm;
    private final String parent;

    FormerNames(RealmModel realm, String type) {
        this.realm = realm;
        this.parent = type + ".former";
    }

    List<String> all() {
        return stored().map(name -> name.getConfig().getFirst(NAME)).sorted().toList();
    }

    void add(Collection<String> names) {
        names.stream().filter(name -> realm.getComponent(id(name)) == null).forEach(this::add);
    }

    private void add(String name) {
        List<ComponentModel> oldestFirst =
                stored().sorted(Comparator.comparingLong(FormerNames::since)).toList();
        oldestFirst.stream().limit(Math.max(0, oldestFirst.size() - MOST + 1)).forEach(realm::removeComponent);
        ComponentModel added = new ComponentModel();
        added.setId(id(name));
        added.setName(added.getId());
        added.setParentId(parent);
        added.setProviderType(Approvals.PROVIDER_TYPE);
        added.setProviderId(ApprovalProviderFactory.ID);
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle(NAME, name);
        config.putSingle(SINCE, String.valueOf(Time.currentTimeMillis()));
        added.setConfig(config);
        realm.addComponentModel(added);
    }

    void remove(Collection<String> names) {
        if (stored().findAny().isPresent()) {
            names.stream()
                    .map(name -> realm.getComponent(id(name)))
                    .filter(stored -> stored != null)
                    .forEach(realm::removeComponent);
        }
    }

    private static long since(ComponentModel stored) {
        return Long.parseLong(stored.getConfig().getFirst(SINCE));
    }

    private Stream<ComponentModel> stored() {
        return realm.getComponentsStream(parent, Approvals.PROVIDER_TYPE);
    }

    /** Ids of components are unique in the whole server, and names are not. */
    private String id(String name) {
        String key = realm.getId() + "/" + parent + "/" + name;
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
