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
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Scope;

/** An app to which codes can be sent astray. */
final class RedirectWide implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "redirect-wide",
            Severity.WARNING,
            "Enter the exact redirect URIs, without *.",
            "Clients > the client > Settings > Access settings");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.isGoverned()
                ? realm.enabledClients()
                        .filter(CheckedClient::hasCodeFlow)
                        .filter(client -> client.redirectUris().stream().anyMatch(uri -> uri.contains("*")))
                        .filter(client ->
                                client.assigned().stream().anyMatch(name -> Scope.parse(name) instanceof LaunchScope))
                        .map(client -> Finding.of(
                                client, "A redirect URI has a *: a page of that host could get the app's codes"))
                : Stream.empty();
    }
}
