/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.stream.Stream;

import org.keycloak.protocol.oidc.OIDCConfigAttributes;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.koppeltaal.domain.DomainAlgorithms;

/** An application whose tokens are not signed as Koppeltaal requires. */
final class TokenAlgorithm implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "koppeltaal-algorithm",
            Severity.WARNING,
            "Choose RS512, or clear the field and save the mapper Koppeltaal application, which enters it.",
            "Clients > the client > Advanced > Access token signature algorithm");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return DomainRules.applications(realm)
                .filter(client -> !DomainAlgorithms.ACCESS_TOKEN.equals(
                        client.attributes().get(OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG)))
                .map(client ->
                        Finding.of(client, "Its access tokens aren't signed with RS512, as Koppeltaal requires"));
    }
}
