/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

/** An application that launches a module: it signs the HTI token that the user's browser brings there (section 3). */
public final class Portal extends SigningClient {

    Portal(Realm domain, String clientId, ClientKey key, String algorithm) {
        super(domain, clientId, key, algorithm);
    }

    /** A right launch token for the demo's module, to be spoilt or used. */
    public AssertionBuilder hti() {
        return hti(clientId(), key(), algorithm());
    }

    /** The same of the demo's portal, whichever domain it is for: a token doesn't name its domain. */
    public static AssertionBuilder demoHti() {
        return hti("portal", ClientKey.demo("portal"), "ES384");
    }

    /** The same of somebody who says to be {@code issuer}. */
    public static AssertionBuilder hti(String issuer, ClientKey key, String algorithm) {
        return new AssertionBuilder(key, algorithm, issuer, "Device/module")
                .claim("sub", Domain.PATIENT)
                .claim("iat", AssertionBuilder.now())
                .claim("resource", "Task/task-1");
    }
}
