/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * How a FHIR server runs.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 * @param baseUrl its base URL as clients and tokens name it, without a slash at the end
 * @param realms whose tokens it accepts; the first is the one that its metadata and discovery name
 */
public record FhirServerSettings(String host, int port, String baseUrl, List<TrustedRealm> realms) {

    /** Copies the list and insists on a realm. */
    public FhirServerSettings {
        realms = List.copyOf(realms);
        if (realms.isEmpty()) {
            throw new IllegalArgumentException("A FHIR server needs at least one trusted realm");
        }
        if (baseUrl.endsWith("/")) {
            throw new IllegalArgumentException("A base URL without a slash at the end, please: " + baseUrl);
        }
    }

    /**
     * On 127.0.0.1, at {@code http://127.0.0.1:<port>/fhir}.
     *
     * @param keycloakUrl Keycloak's address without a slash at the end
     * @param realms names of realms, the one that discovery names first
     */
    public static FhirServerSettings local(int port, String keycloakUrl, List<String> realms) {
        return new FhirServerSettings(
                "127.0.0.1",
                port,
                "http://127.0.0.1:" + port + "/fhir",
                realms.stream()
                        .map(realm -> TrustedRealm.of(keycloakUrl, realm))
                        .toList());
    }

    TrustedRealm mainRealm() {
        return realms.get(0);
    }
}
