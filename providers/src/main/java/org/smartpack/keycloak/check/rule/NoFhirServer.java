/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirServerMapper;

/** A realm that is governed but has no FHIR server to launch at. */
final class NoFhirServer implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "no-fhir-server",
            Severity.ERROR,
            "As a realm administrator, save the mapper FHIR server of the client that stands for the "
                    + "FHIR server once in the console.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR " + "server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        boolean hasOne = realm.fhirServers()
                .flatMap(client -> client.mapper(FhirServerMapper.PROVIDER_ID).stream())
                .anyMatch(CheckedMapper::isApproved);
        return realm.isGoverned() && realm.areAllClients() && realm.knows(RealmPart.CLIENTS) && !hasOne
                ? Stream.of(
                        Finding.ofRealm(
                                "The launch rules govern the realm, but no approved FHIR server is left: every launch is refused"))
                : Stream.empty();
    }
}
