/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client as the administrator of its realm sees it.
 *
 * @param id the internal id
 */
public record RealmClient(Realm realm, String clientId, String id) {

    /** Its path for {@link org.smartpack.keycloak.testkit.Admin}. */
    public String path() {
        return realm.path("/clients/" + id);
    }

    /** Members of its representation, to be changed. */
    public Map<String, Object> representation() {
        return new LinkedHashMap<>(realm.admin.get(path()).jsonPath().getMap(""));
    }

    /** Changes members of the representation as the console does: reads it all, writes it all. */
    public void change(Map<String, Object> members) {
        Map<String, Object> client = representation();
        client.putAll(members);
        realm.admin.put(path(), client);
    }

    /** Changes attributes, and keeps the others. */
    public void changeAttributes(Map<String, String> attributes) {
        Map<Object, Object> all =
                new LinkedHashMap<>((Map<?, ?>) representation().get("attributes"));
        all.putAll(attributes);
        change(Map.of("attributes", all));
    }

    /** Adds a mapper that is named like its type. */
    public void addMapper(String type, Map<String, String> config) {
        addMapper(type, type, config);
    }

    /** Adds a mapper. */
    public void addMapper(String name, String type, Map<String, String> config) {
        realm.admin.post(path() + "/protocol-mappers/models", Mapper.of(name, type, config));
    }

    /** Assigns a client scope of the realm, which is made if need be: an allowance, when its name is a SMART scope. */
    public void allow(String scope, boolean asDefault) {
        realm.admin.assign(realm.name, id, realm.scope(scope), asDefault);
    }

    /** The internal id of the user that is its service account. */
    public String serviceAccount() {
        return realm.admin.get(path() + "/service-account-user").path("id");
    }

    /** The representation of one of its roles. */
    public Map<String, Object> role(String role) {
        return realm.admin.get(path() + "/roles/" + role).jsonPath().getMap("");
    }

    /** Gives its service account a role of another client. */
    public void give(RealmClient owner, String role) {
        realm.admin.post(roleMappings(owner), List.of(owner.role(role)));
    }

    /** Takes that role back. */
    public void take(RealmClient owner, String role) {
        realm.admin.delete(roleMappings(owner), List.of(owner.role(role)));
    }

    private String roleMappings(RealmClient owner) {
        return realm.path("/users/" + serviceAccount() + "/role-mappings/clients/" + owner.id);
    }
}
