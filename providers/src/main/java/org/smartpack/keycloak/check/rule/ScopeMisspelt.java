/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.scope.ScopeName;

/** A client scope that was meant to be a SMART scope. */
final class ScopeMisspelt implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "scope-misspelt",
            Severity.ERROR,
            "Correct the name; see the table of scopes in docs/scopes.md.",
            "Client scopes > the client scope > Name");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.scopes().stream().flatMap(scope -> new ScopeName(scope.name())
                        .fault(realm.isGoverned())
                        .map(fault -> Finding.of(
                                scope, "The name " + fault + ". It is granted only by its exact name, or never"))
                        .stream());
    }
}
