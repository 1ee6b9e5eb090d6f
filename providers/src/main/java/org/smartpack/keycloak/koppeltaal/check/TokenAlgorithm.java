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

/** An application whose tokens are not signed as Koppeltaal requires. */
final class TokenAlgorithm implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-algorithm",
            Severity.WARNING,
            "Choose RS512.",
            "Clients > the client > Advanced > Access token signature algorithm");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.isDomain(realm)
                ? realm.enabledClients()
                        .filter(client ->
                                client.mapper(KoppeltaalAppMapper.PROVIDER_ID).isPresent())
                        .filter(client -> !"RS512".equals(client.attributes().get("access.token.signed.response.alg")))
                        .map(client -> Finding.of(
                                client, "Its access tokens aren't signed with RS512, as Koppeltaal requires"))
                : Stream.empty();
    }
}
