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

/** A client that should get tokens on its own behalf, without the account they would be for. */
final class AccountMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "service-account-missing",
            Severity.ERROR,
            "Switch Service account roles off and save, then on and save, which makes the account. Then assign the roles"
                    + " that it needs.",
            "Clients > the client > Settings > Capability config, and Service account roles");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.enabledClients()
                .filter(CheckedClient::lacksAccount)
                .map(client -> Finding.of(
                        client,
                        "Service account roles is on, but its service account isn't there, so it gets no token: a"
                                + " partial import makes none"));
    }
}
