/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.realm.RealmClient;

/** A domain's roles, permissions and grants, maintained with the calls that the console makes. */
public final class Roles {

    private final Domain domain;

    Roles(Domain domain) {
        this.domain = domain;
    }

    /** The representation of a realm role. */
    public Map<String, Object> role(String name) {
        return domain.admin.get(domain.path("/roles/" + name)).jsonPath().getMap("");
    }

    /** Makes a realm role. */
    public void create(String name) {
        domain.admin.post(domain.path("/roles"), Map.of("name", name));
    }

    /** Makes a realm role that has these realm roles in it. */
    public void create(String name, List<String> parts) {
        create(name);
        domain.admin.post(
                domain.path("/roles/" + name + "/composites"),
                parts.stream().map(this::role).toList());
    }

    /** Gives the application's service account a realm role. */
    public void give(String clientId, String role) {
        domain.admin.post(roleMappings(clientId), List.of(role(role)));
    }

    /** Takes it back. */
    public void take(String clientId, String role) {
        domain.admin.delete(roleMappings(clientId), List.of(role(role)));
    }

    private String roleMappings(String clientId) {
        return domain.path("/users/" + domain.client(clientId).serviceAccount() + "/role-mappings/realm");
    }

    /** Lets {@code sharing} share data: gives {@code grantee} its client role, which is made if need be. */
    public void share(String sharing, String grantee, String role) {
        RealmClient owner = domain.client(sharing);
        String path = owner.path() + "/roles";
        if (!domain.admin.get(path).jsonPath().getList("name").contains(role)) {
            domain.admin.post(path, Map.of("name", role));
        }
        domain.client(grantee).give(owner, role);
    }

    /** Ends that sharing. */
    public void unshare(String sharing, String grantee, String role) {
        domain.client(grantee).take(domain.client(sharing), role);
    }

    /**
     * A permission that is nobody's yet, as the console makes it: a client scope of assigned type Default.
     *
     * @return the scope's internal id
     */
    public String permission(String scope) {
        String id = domain.scope(scope);
        domain.admin.put(domain.path("/default-default-client-scopes/" + id), "");
        return id;
    }

    /** A permission of a role. */
    public void permission(String scope, String role) {
        tie(permission(scope), role);
    }

    /** Makes a client scope one of those that only who has the role gets. */
    public void tie(String scopeId, String role) {
        domain.admin.post(domain.path("/client-scopes/" + scopeId + "/scope-mappings/realm"), List.of(role(role)));
    }
}
