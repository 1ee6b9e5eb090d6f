/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * What a client may be granted. It is a client scope that is assigned to the client and whose name is a SMART scope, or
 * a right that a profile gives the client, with the client scopes behind it.
 *
 * @param scope what may be granted
 * @param models the client scope, or those behind a right: their mappers and roles apply to what is granted
 * @param isDefault whether it is assigned as a default scope: granted as it stands when no SMART scope is requested
 * @param isSettled whether its roles were checked already
 */
record Allowance(ResourceScope scope, List<ClientScopeModel> models, boolean isDefault, boolean isSettled) {

    /** The allowances of a client. A profile's own rights take the place of the assigned {@code system/} scopes. */
    static List<Allowance> of(AssignedScopes assigned, Optional<AllowanceSource.OwnRights> own) {
        if (own.isEmpty()) {
            return assigned.allowances();
        }
        return Stream.concat(
                        assigned.allowances().stream()
                                .filter(allowance -> allowance.scope().level() != Level.SYSTEM),
                        own.get().rights().stream()
                                .map(right -> new Allowance(right.scope(), right.behind(), true, true)))
                .toList();
    }

    /** The client scope, or the first of those behind it. */
    ClientScopeModel model() {
        return models.get(0);
    }

    /** Whether the client scope is tied to roles: only users with one of them can be granted it. */
    boolean isTiedToRoles() {
        return !isSettled && model().getScopeMappingsStream().findAny().isPresent();
    }

    /** Whether {@code user} has one of the roles, as Keycloak decides it for any client scope. */
    boolean isOpenTo(UserModel user) {
        if (!isTiedToRoles()) {
            return true;
        }
        List<RoleModel> needed = RoleUtils.expandCompositeRolesStream(model().getScopeMappingsStream())
                .distinct()
                .toList();
        return RoleUtils.getDeepUserRoleMappings(user).stream().anyMatch(needed::contains);
    }

    /** The generated one would hash every model, and allowances are looked up by the thousand. */
    @Override
    public int hashCode() {
        return scope.hashCode();
    }

    /** Whether the other allowance permits everything that this one does, and more. */
    boolean isInside(Allowance other) {
        return scope.isCoveredBy(other.scope) && !other.scope.isCoveredBy(scope);
    }
}
