/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.protocol.oidc.OIDCConfigAttributes;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** Access tokens that only Keycloak can check (IUA-JWT-1). */
final class SymmetricToken implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-token-symmetric",
            Severity.WARNING,
            "Choose RS256, unless every resource server introspects the client's tokens.",
            "Clients > the client > Advanced > Access token signature algorithm");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return IuaRules.isIua(realm)
                ? realm.enabledClients()
                        .flatMap(client -> Optional.ofNullable(
                                client.attributes().get(OIDCConfigAttributes.ACCESS_TOKEN_SIGNED_RESPONSE_ALG))
                                .filter(algorithm -> algorithm.startsWith("HS"))
                                .map(
                                        algorithm -> Finding.of(
                                                client,
                                                "Its access tokens are signed with " + algorithm
                                                        + ", with a key that only Keycloak has: resource servers must introspect them"))
                                .stream())
                : Stream.empty();
    }
}
