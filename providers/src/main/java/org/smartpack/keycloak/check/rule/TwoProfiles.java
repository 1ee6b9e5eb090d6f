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

/** A realm that two profiles claim. */
final class TwoProfiles implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "two-profiles",
            Severity.ERROR,
            "Remove the mappers of all profiles but one.",
            "Clients > the clients with mappers of a profile > Client scopes > the dedicated scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.profiles().size() > 1
                ? Stream.of(Finding.ofRealm("The realm has the profiles " + String.join(" and ", realm.profiles())
                        + ": all that they rule fails"))
                : Stream.empty();
    }
}
