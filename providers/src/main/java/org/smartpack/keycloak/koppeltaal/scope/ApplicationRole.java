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
 * The roles that an application has been given, by itself or through a group. A composite role is one role, with the
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

    /** As Keycloak has it, a member of a group has the roles of the groups above as well. */
    private static void addRoles(GroupModel group, Set<RoleModel> roles) {
        for (GroupModel each = group; each != null; each = each.getParent()) {
            each.getRoleMappingsStream().forEach(roles::add);
        }
    }

    /** Every role that the application has, those within composite ones included. */
    Set<RoleModel> all() {
        return all;
    }

    /**
     * Whether a permission belongs to a role of the application's. One that
     * hangs on no role belongs to none (KT-DOM-3); to Keycloak it would be everybody's.
     */
    boolean has(ClientScopeModel permission) {
        return rolesOf(permission).findAny().isPresent();
    }

    /** Whether the permissions come from one role (KT-DOM-3); a role that is part of another one doesn't count. */
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

    /** Of a composite role an application has to have the whole: with a part of it, it has another role. */
    private Stream<RoleModel> rolesOf(ClientScopeModel permission) {
        return permission.getScopeMappingsStream().filter(all::contains);
    }
}
