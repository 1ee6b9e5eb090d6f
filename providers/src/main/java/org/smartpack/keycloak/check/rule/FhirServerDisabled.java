/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** A FHIR server that was switched off. */
final class FhirServerDisabled implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-server-disabled",
            Severity.WARNING,
            "Switch Enabled on, or delete the mapper FHIR server if the FHIR server is gone.",
            "Clients > the FHIR server's client > Settings");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.fhirServers()
                .filter(client -> !client.isEnabled())
                .map(client -> Finding.of(
                        client, "The client is disabled: the realm stays governed, and launches at it are refused"));
    }
}
