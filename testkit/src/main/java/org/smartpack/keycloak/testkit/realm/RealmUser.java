/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A user as the administrator of the realm sees them. The password is the name.
 *
 * @param id the internal id
 */
public record RealmUser(Realm realm, String username, String id) {

    /** The representation of a user who can log in; {@code settings} are members of it. */
    public static Map<String, Object> representation(String username, Map<String, Object> settings) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("username", username);
        user.put("enabled", true);
        user.put("email", username + "@example.org");
        user.put("emailVerified", true);
        user.put("firstName", username);
        user.put("lastName", username);
        user.put("credentials", List.of(Map.of("type", "password", "value", username, "temporary", false)));
        user.putAll(settings);
        return user;
    }

    /** The path for {@link org.smartpack.keycloak.testkit.Admin}. */
    public String path() {
        return realm.path("/users/" + id);
    }

    /** Changes members of the representation: reads it all, writes it all. */
    public void change(Map<String, Object> members) {
        Map<String, Object> user =
                new LinkedHashMap<>(realm.admin.get(path()).jsonPath().getMap(""));
        user.putAll(members);
        realm.admin.put(path(), user);
    }

    /** Leaves the user this attribute and no other; {@code null} takes it away as well. */
    public void onlyAttribute(String attribute, String value) {
        change(Map.of("attributes", value == null ? Map.of() : Map.of(attribute, List.of(value))));
    }

    /** Gives the user a role of a client. */
    public void give(RealmClient owner, String role) {
        realm.admin.post(path() + "/role-mappings/clients/" + owner.id(), List.of(owner.role(role)));
    }
}
