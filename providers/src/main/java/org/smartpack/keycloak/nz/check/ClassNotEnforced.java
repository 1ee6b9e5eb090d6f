/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.nz.Classification;
import org.smartpack.keycloak.nz.EnforcedClasses;

/** A client with a class that no policy of the realm enforces. */
final class ClassNotEnforced implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "nz-class-not-enforced",
            Severity.ERROR,
            "Enable a policy with the condition smart-nz-class for the class, no other condition, and the profile"
                    + " that is called like the class's role.",
            "Realm settings > Client policies > Policies");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        EnforcedClasses enforced = EnforcedClasses.read(realm.clientPolicies());
        return realm.enabledClients()
                .flatMap(client -> Classification.of(client.roles())
                        .filter(found -> !enforced.has(found))
                        .map(found -> Finding.of(
                                client, "It has the class " + found.id() + ", but no client policy applies its rules"))
                        .stream());
    }
}
