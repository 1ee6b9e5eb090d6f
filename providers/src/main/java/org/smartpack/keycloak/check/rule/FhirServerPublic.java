/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** A FHIR server that can not prove who it is. */
final class FhirServerPublic implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-server-public",
            Severity.WARNING,
            "Switch Client authentication on.",
            "Clients > the FHIR server's client > Settings > Capability config");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.fhirServers()
                .filter(CheckedClient::isPublic)
                .map(client ->
                        Finding.of(client, "Client authentication is off, so the FHIR server can't introspect tokens"));
    }
}
