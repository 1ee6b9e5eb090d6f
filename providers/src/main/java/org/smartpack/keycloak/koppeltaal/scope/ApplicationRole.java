/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/**
 * The roles of an application, assigned directly or through a group. A composite role counts as one role with the
 * permissions of all its parts.
 */
final class ApplicationRole {

    private final List<Set<RoleModel>> expanded;
    private final Set<RoleModel> all;

    private ApplicationRole(List<Set<RoleModel>> expanded, Set<RoleModel> all) {
        this.expanded = expanded;
        this.all = all;
    }

    static ApplicationRole of(UserModel serviceAccount) {
        Set<RoleModel> given = serviceAccount.getRoleMappingsStream().collect(Collectors.toCollection(HashSet::new));
        serviceAccount.getGroupsStream().forEach(group -> addRoles(group, given));
        List<Set<RoleModel>> expanded = given.stream()
                .map(role -> RoleUtils.expandCompositeRoles(Set.of(role)))
                .toList();
        return new ApplicationRole(expanded, RoleUtils.getDeepUserRoleMappings(serviceAccount));
    }

    /** As in Keycloak, members of a group also have the roles of its parent groups. */
    private static void addRoles(GroupModel group, Set<RoleModel> roles) {
        for (GroupModel each = group; each != null; each = each.getParent()) {
            each.getRoleMappingsStream().forEach(roles::add);
        }
    }

    /** All roles of the application, including those within composite roles. */
    Set<RoleModel> all() {
        return all;
    }

    /**
     * Whether a permission belongs to a role of the application. A permission without a role belongs to nobody
     * (KT-DOM-3), while in Keycloak it would belong to everybody.
     */
    boolean has(ClientScopeModel permission) {
        return rolesOf(permission).findAny().isPresent();
    }

    /**
     * Whether all permissions come from one role (KT-DOM-3); a role that is part of another isn't counted separately.
     */
    boolean isOneFor(List<ClientScopeModel> permissions) {
        Set<RoleModel> needed =
                permissions.stream().flatMap(this::rolesOf).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Set<RoleModel>> used = expanded.stream()
                .filter(role -> role.stream().anyMatch(needed::contains))
                .toList();
        long distinct = used.stream()
                .filter(role -> used.stream().noneMatch(other -> other != role && other.containsAll(role)))
                .count();
        return distinct <= 1;
    }

    /** The roles behind a permission. A composite role counts only as a whole; a part of it is another role. */
    private Stream<RoleModel> rolesOf(ClientScopeModel permission) {
        return permission.getScopeMappingsStream().filter(all::contains);
    }
}
