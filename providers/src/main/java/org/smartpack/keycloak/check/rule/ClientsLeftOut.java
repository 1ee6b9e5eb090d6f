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

/** A realm with more clients than a check looks at. */
final class ClientsLeftOut implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "clients-left-out",
            Severity.WARNING,
            "Check the others by hand, or the realms of other clients apart.",
            "Clients");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.areAllClients()
                ? Stream.empty()
                : Stream.of(Finding.ofRealm("Only the first " + realm.clients().size() + " clients were looked at"));
    }
}
