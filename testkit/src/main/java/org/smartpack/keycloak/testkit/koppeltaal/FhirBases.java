/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.net.URI;
import java.util.List;

import org.smartpack.keycloak.demo.access.TrustedRealm;
import org.smartpack.keycloak.demo.fhir.FhirBase;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;

/** The demo's FHIR server, which enforces tokens, for realms of a test. */
public final class FhirBases {

    private FhirBases() {}

    /** The base of a Koppeltaal domain, by the name that its tokens have for it. */
    public static FhirBase domain(String name, String realmUrl) {
        return new FhirBase(name, new TrustedRealm(realmUrl, URI.create(realmUrl), 403, true));
    }

    /** The base of a realm that is no domain. */
    public static FhirBase smart(String name, String realmUrl) {
        return new FhirBase(name, new TrustedRealm(realmUrl, URI.create(realmUrl), 403, false));
    }

    /** The address of the base of that name, at a server on that port. */
    public static String address(int port, String name) {
        return FhirBase.url("http://127.0.0.1:" + port, name);
    }

    /** A server of a test's own. */
    public static FhirServer start(int port, FhirBase... bases) {
        return FhirServer.start(new FhirServerSettings("127.0.0.1", port, List.of(bases)));
    }
}
