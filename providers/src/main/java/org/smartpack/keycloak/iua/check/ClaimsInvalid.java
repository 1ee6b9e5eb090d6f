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

/** A setting of the mapper "IUA claims" that no token gets. The console refuses it, an import doesn't. */
final class ClaimsInvalid implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-claims-invalid",
            Severity.WARNING,
            "Correct the value in the mapper IUA claims: docs/iua-guide.md has the form of each.",
            "Clients > the client > Client scopes > its dedicated scope, or Client scopes > the client scope > Mappers");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return IuaRules.isIua(realm)
                ? Stream.concat(
                        realm.enabledClients().flatMap(client -> faults(client.mappers())
                                .map(fault -> Finding.of(client, text(fault)))),
                        realm.scopes().stream()
                                .flatMap(scope -> faults(scope.mappers()).map(fault -> Finding.of(scope, text(fault)))))
                : Stream.empty();
    }

    private static Stream<String> faults(List<CheckedMapper> mappers) {
        return mappers.stream()
                .filter(mapper -> mapper.type().equals(IuaClaimsMapper.PROVIDER_ID))
                .flatMap(mapper -> IuaClaimsMapper.faults(mapper.config()).stream());
    }

    private static String text(String fault) {
        return "Its mapper \"IUA claims\" has a value that tokens don't get: " + fault;
    }
}
