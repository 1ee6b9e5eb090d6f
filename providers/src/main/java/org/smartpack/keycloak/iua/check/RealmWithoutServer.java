/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirServerMapper;
import org.smartpack.keycloak.iua.realm.IuaRealmMapper;

/** The mapper "IHE IUA realm" on a client that is no resource server. */
final class RealmWithoutServer implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-without-fhir-server",
            Severity.ERROR,
            "Add the mapper FHIR server to the client, or move IHE IUA realm to the client of the resource server.",
            "Clients > the client > Client scopes > its dedicated scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.clients().stream()
                .filter(client -> client.mapper(IuaRealmMapper.PROVIDER_ID)
                        .filter(CheckedMapper::isApproved)
                        .isPresent())
                .filter(client -> client.mapper(FhirServerMapper.PROVIDER_ID).isEmpty())
                .map(client -> Finding.of(
                        client,
                        "It has the mapper \"IHE IUA realm\" but not \"FHIR server\": no request can name it as"
                                + " resource, and it gets no AuditEvents"));
    }
}
