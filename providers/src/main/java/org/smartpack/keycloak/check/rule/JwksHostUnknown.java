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

/** A JWKS URL that leads nowhere. */
final class JwksHostUnknown implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "jwks-host",
            Severity.ERROR,
            "Correct the URL, or the name server that Keycloak's machine asks. For an address on a "
                    + "private network, switch JWKS URL on a private network on.",
            "Clients > the client > Keys > JWKS URL, and Credentials");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.hosts().lookUpAll(SignedClients.of(realm).toList()).stream();
    }
}
