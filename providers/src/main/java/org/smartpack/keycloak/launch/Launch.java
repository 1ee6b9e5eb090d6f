/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;

/**
 * A launch that waits for its app: a context that an EHR registered or that came with a token, with the limits of its
 * use (LCTX-5 to 14).
 *
 * @param context the context for the app
 * @param fhirServer the internal id of the client that stands for the context's FHIR server
 * @param fhirBase the base URL that this client had when the launch was registered or offered, without a slash at the
 *     end
 * @param clientId the app that may redeem it; empty for any
 * @param user the person who may redeem it, for instance {@code Practitioner/9}; empty for anybody
 * @param expires when it can no longer be used in an authorization request, in seconds since 1970
 * @param singleUse whether it is used up once an authorization code has been issued for it
 */
public record Launch(
        LaunchContext context,
        String fhirServer,
        String fhirBase,
        Optional<String> clientId,
        Optional<FhirReference> user,
        long expires,
        boolean singleUse) {

    /** Why it isn't valid for a server; empty if it is. At another base URL {@code Patient/1} is somebody else. */
    public Optional<String> unfitFor(FhirServer server) {
        if (!fhirServer.equals(server.client().getId())) {
            return Optional.of("registered for another FHIR server");
        }
        return fhirBase.equals(server.baseUrl())
                ? Optional.empty()
                : Optional.of("the FHIR server's base URL was changed");
    }
}
