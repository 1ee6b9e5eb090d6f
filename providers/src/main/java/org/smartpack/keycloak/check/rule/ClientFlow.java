/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;

/** Clients whose authenticator the realm never runs. */
final class ClientFlow implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "client-flow",
            Severity.ERROR,
            "In the realm's client authentication flow set the Required execution to Alternative, "
                    + "then save the client once, or add the execution SMART signed JWT as the first "
                    + "alternative.",
            "Authentication > Flows > the flow with Used by Client authentication");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.clientFlow().contains(SmartJwtAuthenticatorFactory.PROVIDER_ID)
                        || !realm.knows(RealmPart.CLIENT_FLOW)
                ? Stream.empty()
                : SignedClients.of(realm)
                        .map(
                                client -> Finding.of(
                                        client,
                                        "The realm's client authentication flow doesn't run its authenticator \"SMART signed JWT\""));
    }
}
