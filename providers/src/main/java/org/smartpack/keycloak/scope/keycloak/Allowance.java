/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * A client scope that is assigned to a client and whose name is a SMART scope: everything inside it may be granted.
 *
 * @param scope what the name means
 * @param model the client scope: its mappers and roles go with what is granted
 * @param isDefault whether it is assigned as a default scope: granted as it stands when no SMART scope is requested
 */
record Allowance(ResourceScope scope, ClientScopeModel model, boolean isDefault) {

    /** The allowances of a client, in a fixed order. */
    static List<Allowance> of(ClientModel client) {
        List<Allowance> allowances = new ArrayList<>();
        collect(client.getClientScopes(true), true, allowances);
        collect(client.getClientScopes(false), false, allowances);
        allowances.sort(Comparator.comparing(allowance -> allowance.model().getName()));
        return List.copyOf(allowances);
    }

    private static void collect(Map<String, ClientScopeModel> assigned, boolean isDefault, List<Allowance> into) {
        assigned.forEach((name, model) -> {
            if (Scope.parseAllowance(name) instanceof ResourceScope scope) {
                into.add(new Allowance(scope, model, isDefault));
            }
        });
    }

    /** Whether the client scope is tied to roles: only who has one of them can be granted it. */
    boolean isTiedToRoles() {
        return model.getScopeMappingsStream().findAny().isPresent();
    }

    /** Whether {@code user} has one of the roles, as Keycloak decides it for any client scope. */
    boolean isOpenTo(UserModel user) {
        Stream<RoleModel> roles = model.getScopeMappingsStream();
        List<RoleModel> needed =
                RoleUtils.expandCompositeRolesStream(roles).distinct().toList();
        return needed.isEmpty()
                || RoleUtils.getDeepUserRoleMappings(user).stream().anyMatch(needed::contains);
    }

    /** Whether everything that this allowance permits, the other one permits too, but not the other way round. */
    boolean isInside(Allowance other) {
        return scope.isCoveredBy(other.scope) && !other.scope.isCoveredBy(scope);
    }
}
