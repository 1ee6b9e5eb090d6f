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
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Scope;

/** An app that can not be called back. */
final class RedirectMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "redirect-missing",
            Severity.ERROR,
            "Enter the exact redirect URIs of the app under Valid redirect URIs, or switch Standard " + "flow off.",
            "Clients > the client > Settings > Access settings");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.enabledClients()
                .filter(client -> client.hasCodeFlow() && client.redirectUris().isEmpty())
                .filter(client -> client.assigned().stream().anyMatch(name -> Scope.parse(name) instanceof LaunchScope))
                .map(client ->
                        Finding.of(client, "It has a launch scope and no redirect URI: nobody can sign in to it"));
    }
}
