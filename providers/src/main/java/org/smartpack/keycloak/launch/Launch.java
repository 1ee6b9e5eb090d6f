/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;

/**
 * A launch that waits for its app: a context that an EHR registered or that a token proved, with the limits of its use
 * (LCTX-5 to 14).
 *
 * @param context what the app gets
 * @param fhirServer the internal id of the client that stands for the FHIR server for which the context holds
 * @param fhirBase the base URL that this client had when the launch was registered or offered, without a slash at the end
 * @param clientId the app that may redeem it; empty for any
 * @param user the person who may redeem it, {@code Practitioner/9}; empty for anybody
 * @param expires until when an authorization request may bring it, in seconds since 1970
 * @param singleUse whether it is gone once an authorization code was issued for it
 */
public record Launch(
        LaunchContext context,
        String fhirServer,
        String fhirBase,
        Optional<String> clientId,
        Optional<FhirReference> user,
        long expires,
        boolean singleUse) {

    /**
     * Why it doesn't hold for a server as that is now; empty if it does. At another address {@code Patient/1} is
     * somebody else.
     */
    public Optional<String> unfitFor(FhirServer server) {
        if (!fhirServer.equals(server.client().getId())) {
            return Optional.of("registered for another FHIR server");
        }
        return fhirBase.equals(server.baseUrl())
                ? Optional.empty()
                : Optional.of("the FHIR server's base URL was changed");
    }
}
