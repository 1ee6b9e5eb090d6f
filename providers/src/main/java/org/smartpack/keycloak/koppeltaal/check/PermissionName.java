/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.koppeltaal.scope.PermissionNames;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;

/** A client scope that looks like a permission and gives no application anything (KT-SCP-10). */
final class PermissionName implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-permission",
            Severity.WARNING,
            "Write it like system/Task.cruds?resource-origin={own}, system/Task.rs?resource-origin={granted} or "
                    + "system/Task.rs.",
            "Client scopes > the client scope > Name");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.isDomain(realm)
                ? realm.scopes().stream()
                        .filter(PermissionName::isMeant)
                        .filter(scope -> !PermissionNames.isPermission(scope.name()))
                        .map(scope -> Finding.of(
                                scope,
                                "It gives no application anything: a permission begins with system/ and has no "
                                        + "restriction but resource-origin, with {own} or {granted} alone"))
                : Stream.empty();
    }

    /** It has a placeholder, or is tied to a role and says where resources come from. */
    private static boolean isMeant(CheckedScope scope) {
        return scope.meaning() instanceof ResourceScope resource
                && (resource.hasPlaceholder()
                        || resource.level() == Level.SYSTEM
                                && !scope.roles().isEmpty()
                                && resource.restrictions().stream()
                                        .anyMatch(one -> one.name().equals(PermissionNames.ORIGIN)));
    }
}
