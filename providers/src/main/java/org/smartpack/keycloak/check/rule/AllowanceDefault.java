/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** SMART scopes of an app that are assigned as Default. */
final class AllowanceDefault implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "allowance-default",
            Severity.WARNING,
            "Assign it as Optional: an app must name the scopes that it wants.",
            "Clients > the client > Client scopes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.isGoverned()
                ? realm.enabledClients().filter(CheckedClient::hasCodeFlow).flatMap(client -> client.defaults().stream()
                        .sorted()
                        .filter(name -> isForUsers(Scope.parseAllowance(name)))
                        .map(name -> Finding.of(
                                client,
                                name + " is assigned as Default: it isn't added to a request that names SMART"
                                        + " scopes, and a request that names none is refused")))
                : Stream.empty();
    }

    private static boolean isForUsers(Scope scope) {
        return scope instanceof LaunchScope
                || scope instanceof ResourceScope resource && resource.level() != Level.SYSTEM;
    }
}
