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
import org.smartpack.keycloak.fhir.FhirServerMapper;

/** A FHIR server whose launch contexts need not name a user (LCTX-22). */
final class LaunchForAnybody implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "launch-for-anybody",
            Severity.WARNING,
            "Have the EHR send user with every launch context, and switch Require user in launch contexts on.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.fhirServers()
                .filter(client -> !isUserRequired(client))
                .map(client -> Finding.of(
                        client,
                        "A launch context may come without user: it then goes to whoever is signed in at the browser"));
    }

    private static boolean isUserRequired(CheckedClient client) {
        return client.mapper(FhirServerMapper.PROVIDER_ID)
                .map(mapper -> Boolean.parseBoolean(mapper.config().get(FhirServerMapper.USER_REQUIRED)))
                .orElse(false);
    }
}
