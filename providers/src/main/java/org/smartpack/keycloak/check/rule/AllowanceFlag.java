/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;

/** Allowances for which Keycloak can not record consent to a part. */
final class AllowanceFlag implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "allowance-flag",
            Severity.WARNING,
            "Nothing, if users were never asked yet: the first request of a client with required "
                    + "consent sets the flag. Don't set Parameterized scope by hand.",
            "Client scopes > the client scope > Parameterized scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        Set<String> asked = realm.enabledClients()
                .filter(client -> client.asksConsent() && client.hasCodeFlow())
                .flatMap(client -> client.assigned().stream())
                .collect(Collectors.toSet());
        return realm.scopes().stream()
                .filter(scope -> asked.contains(scope.name()) && !scope.isFlagged())
                .filter(scope -> scope.meaning() instanceof ResourceScope resource && resource.level() != Level.SYSTEM)
                .map(scope -> Finding.of(
                        scope,
                        "It isn't flagged as parameterized yet. When it is, consent that users gave to it before is removed,"
                                + " and they are asked once more"));
    }
}
