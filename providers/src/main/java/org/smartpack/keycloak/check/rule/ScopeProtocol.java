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
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.ResourceScope;

/** A SMART scope that can not be assigned. */
final class ScopeProtocol implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "scope-protocol",
            Severity.WARNING,
            "Delete it and create it again with the protocol OpenID Connect.",
            "Client scopes > the client scope > Settings");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.scopes().stream()
                .filter(scope -> !scope.isOpenId())
                .filter(scope -> scope.meaning() instanceof ResourceScope || scope.meaning() instanceof LaunchScope)
                .map(scope -> Finding.of(scope, "Its protocol isn't OpenID Connect, so no app or service can have it"));
    }
}
