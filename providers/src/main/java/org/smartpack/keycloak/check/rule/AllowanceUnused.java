/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.Optional;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** An allowance under which a client can never be granted anything. */
final class AllowanceUnused implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "allowance-unused",
            Severity.WARNING,
            "Take the client scope away, or switch on what it needs: Service account roles for "
                    + "system/, Standard flow for the others.",
            "Clients > the client > Client scopes, and Settings > Capability config");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.enabledClients().flatMap(client -> client.assigned().stream()
                .flatMap(name -> reason(realm, client, Scope.parseAllowance(name))
                        .map(reason -> Finding.of(client, name + " can never be granted: " + reason))
                        .stream()));
    }

    private static Optional<String> reason(CheckedRealm realm, CheckedClient client, Scope scope) {
        if (scope instanceof LaunchScope) {
            return Optional.of("the client has no Standard flow").filter(reason -> !client.hasCodeFlow());
        }
        if (!(scope instanceof ResourceScope resource)) {
            return Optional.empty();
        }
        if (resource.hasPlaceholder() && realm.profiles().isEmpty()) {
            return Optional.of("its placeholder is filled in only in a Koppeltaal domain");
        }
        boolean hasUsers = client.hasCodeFlow()
                || !realm.isGoverned() && client.hasOtherUserFlow()
                || resource.level() == Level.USER && client.hasAssertedUsers();
        return resource.level() == Level.SYSTEM
                ? Optional.of("the client has no service account")
                        .filter(reason -> !client.hasServiceAccount() && !client.hasCodeFlow())
                : Optional.of("the client has no Standard flow").filter(reason -> !hasUsers);
    }
}
