/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.List;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.nz.Classification;
import org.smartpack.keycloak.nz.KeycloaksClients;

/** One of Keycloak's own clients that isn't as Keycloak made it, so that rules hold for it which it can't obey. */
final class KeycloaksClientRuled implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "nz-keycloaks-client",
            Severity.ERROR,
            "Take away what the finding names. If nobody can log in to the realm's console, do it with kcadm.sh or in"
                    + " the console of master.",
            "Clients > the client > Client scopes, and Settings");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        List<PolicyCondition> conditions = PolicyCondition.of(realm).toList();
        return realm.keycloaksClients().stream()
                .filter(CheckedClient::isEnabled)
                .filter(client -> conditions.stream()
                        .anyMatch(condition -> condition.settings().apply(Classification.of(client.roles()))))
                .flatMap(client -> KeycloaksClients.fault(client)
                        .map(fault -> Finding.of(
                                client,
                                "Keycloak's own client falls under New Zealand's rules, and logins to it are refused"
                                        + " that break one: " + fault))
                        .stream());
    }
}
