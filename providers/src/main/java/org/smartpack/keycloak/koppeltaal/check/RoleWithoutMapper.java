/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.Optional;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;
import org.smartpack.keycloak.scope.ResourceScope;

/** A client with a role of the domain that isn't an application. */
final class RoleWithoutMapper implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-role",
            Severity.ERROR,
            "Add the mapper Koppeltaal application, or take the role away.",
            "Clients > the client > Client scopes > its dedicated scope, and Service account roles");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.isDomain(realm)
                ? realm.enabledClients()
                        .filter(client ->
                                client.mapper(KoppeltaalAppMapper.PROVIDER_ID).isEmpty())
                        .flatMap(client -> role(realm, client).stream()
                                .map(role -> Finding.of(
                                        client,
                                        "It has the role " + role + ", whose permissions are for applications, but "
                                                + "lacks the mapper \"Koppeltaal application\"")))
                : Stream.empty();
    }

    /** The first of its roles with a permission whose placeholder is filled in for applications only. */
    private static Optional<String> role(CheckedRealm realm, CheckedClient client) {
        return client.serviceRoles().stream()
                .sorted()
                .filter(role -> isForApplications(realm, role))
                .findFirst();
    }

    private static boolean isForApplications(CheckedRealm realm, String role) {
        return realm.scopes().stream()
                .filter(scope -> scope.roles().contains(role))
                .anyMatch(RoleWithoutMapper::hasPlaceholder);
    }

    private static boolean hasPlaceholder(CheckedScope scope) {
        return scope.meaning() instanceof ResourceScope resource && resource.hasPlaceholder();
    }
}
