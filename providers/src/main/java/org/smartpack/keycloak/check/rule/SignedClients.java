/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;

/** The clients that authenticate with "SMART signed JWT". */
final class SignedClients {

    private SignedClients() {}

    static Stream<CheckedClient> of(CheckedRealm realm) {
        return realm.enabledClients()
                .filter(client -> !client.isPublic())
                .filter(client -> SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.authenticator()));
    }
}
