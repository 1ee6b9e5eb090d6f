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
import org.smartpack.keycloak.fhir.FhirServer;

/** Client roles that others need to act for a FHIR server. */
final class FhirServerRoles implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "fhir-server-roles",
            Severity.ERROR,
            "Open the mapper FHIR server and save it: that makes the missing roles.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR " + "server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.fhirServers().flatMap(client -> FhirServer.ROLES.stream()
                .filter(role -> !client.roles().contains(role))
                .map(role -> Finding.of(client, "It has no role " + role + ", so nobody can be given it")));
    }
}
