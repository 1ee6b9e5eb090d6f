/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.clientauth.AssertionAlgorithms;
import org.smartpack.keycloak.koppeltaal.domain.DomainAlgorithms;

/** An application that may sign its assertions in a way that the domain doesn't allow. */
final class AssertionAlgorithm implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-assertion-algorithm",
            Severity.WARNING,
            "Enter algorithms that the domain allows, or add the others to Signature algorithms of applications of the "
                    + "mapper Koppeltaal domain.",
            "Clients > the client > Credentials > Signature algorithms");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        DomainAlgorithms domain = DomainRules.algorithms(realm);
        return DomainRules.applications(realm)
                .filter(DomainRules::signs)
                .filter(client ->
                        !domain.allow(AssertionAlgorithms.of(client.attributes().get(AssertionAlgorithms.ATTRIBUTE))))
                .map(client -> Finding.of(
                        client,
                        "It may sign assertions with algorithms other than the domain's: " + domain.assertions()));
    }
}
