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
import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ScopeName;

/** A client scope that begins like a SMART scope and is another. */
final class ScopeLookalike implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "scope-lookalike",
            Severity.WARNING,
            "If it is meant to be a SMART scope, correct the name. If it belongs to another program, " + "leave it.",
            "Client scopes > the client scope > Name");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.isGoverned()
                ? realm.scopes().stream()
                        .filter(scope -> scope.meaning() instanceof MalformedScope)
                        .filter(scope -> new ScopeName(scope.name()).fault(true).isEmpty())
                        .map(scope -> Finding.of(
                                scope,
                                "The name begins like a SMART scope and isn't one: it is granted by its exact name"))
                : Stream.empty();
    }
}
