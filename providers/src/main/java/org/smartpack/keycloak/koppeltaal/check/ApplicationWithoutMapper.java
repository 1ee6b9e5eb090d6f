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
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;

/** A client that may have been meant to be an application of the domain. */
final class ApplicationWithoutMapper implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-application",
            Severity.WARNING,
            "Add the mapper Koppeltaal application, if the client is an application of the domain.",
            "Clients > the client > Client scopes > its dedicated scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.isDomain(realm)
                ? realm.enabledClients()
                        .filter(DomainRules::signs)
                        .filter(client -> client.hasServiceAccount())
                        .filter(client ->
                                client.mapper(KoppeltaalAppMapper.PROVIDER_ID).isEmpty())
                        .map(
                                client -> Finding.of(
                                        client,
                                        "It signs JWTs but lacks the mapper \"Koppeltaal application\", so no role gives it scopes"))
                : Stream.empty();
    }
}
