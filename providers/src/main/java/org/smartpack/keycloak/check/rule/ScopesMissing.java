/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.List;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** The scopes by which apps ask for context. */
final class ScopesMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "scopes-missing",
            Severity.WARNING,
            "Save the mapper FHIR server again, which creates it, and assign it to apps as Optional.",
            "Client scopes > Create client scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        List<String> names = realm.scopes().stream().map(CheckedScope::name).toList();
        return realm.isGoverned() && realm.knows(RealmPart.SCOPES)
                ? Stream.of("launch", "launch/patient", "fhirUser")
                        .filter(name -> !names.contains(name))
                        // A profile has launches of its own, and no standalone launch.
                        .filter(name -> realm.profiles().isEmpty() || !name.equals("launch/patient"))
                        .map(name -> Finding.ofRealm("There is no client scope " + name + ": an app that asks for it is"
                                + " refused, or doesn't get it"))
                : Stream.empty();
    }
}
