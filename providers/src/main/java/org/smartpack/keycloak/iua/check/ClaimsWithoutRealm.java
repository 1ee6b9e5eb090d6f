/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.List;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.iua.claims.IuaClaimsMapper;

/** The mapper "IUA claims" in a realm in which no token has these claims. */
final class ClaimsWithoutRealm implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-realm-missing",
            Severity.WARNING,
            "Add the mapper IHE IUA realm to the client of the resource server, or delete the mapper IUA claims.",
            "Clients > the client > Client scopes > its dedicated scope, or Client scopes > the client scope > Mappers");

    private static final String TEXT =
            "It has the mapper \"IUA claims\", which does nothing: the realm isn't an IUA realm";

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return IuaRules.isIua(realm)
                ? Stream.empty()
                : Stream.concat(
                        realm.clients().stream()
                                .filter(client -> hasClaims(client.mappers()))
                                .map(client -> Finding.of(client, TEXT)),
                        realm.scopes().stream()
                                .filter(scope -> hasClaims(scope.mappers()))
                                .map(scope -> Finding.of(scope, TEXT)));
    }

    private static boolean hasClaims(List<CheckedMapper> mappers) {
        return mappers.stream().anyMatch(mapper -> mapper.type().equals(IuaClaimsMapper.PROVIDER_ID));
    }
}
