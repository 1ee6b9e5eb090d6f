/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * A client scope that is assigned to a client and whose name is a SMART scope: everything inside it may be granted. Or a
 * right that a profile gives the client, with the client scopes that it comes from.
 *
 * @param scope what may be granted
 * @param models the client scope, or those behind a right: their mappers and roles go with what is granted
 * @param isDefault whether it is assigned as a default scope: granted as it stands when no SMART scope is requested
 * @param isSettled whether its roles were looked at already
 */
record Allowance(ResourceScope scope, List<ClientScopeModel> models, boolean isDefault, boolean isSettled) {

    /** The allowances of a client by assignment, in a fixed order. */
    static List<Allowance> of(ScopeMemory memory, ClientModel client) {
        List<Allowance> allowances = new ArrayList<>();
        collect(memory, client.getClientScopes(true), true, allowances);
        collect(memory, client.getClientScopes(false), false, allowances);
        allowances.sort(Comparator.comparing(allowance -> allowance.model().getName()));
        return List.copyOf(allowances);
    }

    private static void collect(
            ScopeMemory memory, Map<String, ClientScopeModel> assigned, boolean isDefault, List<Allowance> into) {
        assigned.forEach((name, model) -> {
            if (memory.allowance(name) instanceof ResourceScope scope && !scope.hasPlaceholder()) {
                into.add(new Allowance(scope, List.of(model), isDefault, false));
            }
        });
    }

    /** The allowances of a client of which a profile says what it may do on its own behalf. */
    static List<Allowance> of(ScopeMemory memory, ClientModel client, Optional<AllowanceSource.OwnRights> own) {
        List<Allowance> assigned = of(memory, client);
        if (own.isEmpty()) {
            return assigned;
        }
        return Stream.concat(
                        assigned.stream().filter(allowance -> allowance.scope().level() != Level.SYSTEM),
                        own.get().rights().stream()
                                .map(right -> new Allowance(right.scope(), right.behind(), true, true)))
                .toList();
    }

    /** The client scope, or the first of those behind it. */
    ClientScopeModel model() {
        return models.get(0);
    }

    /** Whether the client scope is tied to roles: only who has one of them can be granted it. */
    boolean isTiedToRoles() {
        return !isSettled && model().getScopeMappingsStream().findAny().isPresent();
    }

    /** Whether {@code user} has one of the roles, as Keycloak decides it for any client scope. */
    boolean isOpenTo(UserModel user) {
        if (isSettled) {
            return true;
        }
        Stream<RoleModel> roles = model().getScopeMappingsStream();
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
