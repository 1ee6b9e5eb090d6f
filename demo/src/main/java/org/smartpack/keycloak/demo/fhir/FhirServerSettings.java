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
 * @param bases one for each realm
 */
public record FhirServerSettings(String host, int port, List<FhirBase> bases) {

    /** Copies the list and insists on a base. */
    public FhirServerSettings {
        bases = List.copyOf(bases);
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("A FHIR server needs at least one base");
        }
        if (bases.stream().map(FhirBase::path).distinct().count() < bases.size()) {
            throw new IllegalArgumentException("Two realms can't have the same base: " + bases);
        }
    }

    /**
     * On 127.0.0.1, at {@code http://127.0.0.1:<port>}.
     *
     * @param keycloakUrl Keycloak's address without a slash at the end
     * @param realms names of realms
     */
    public static FhirServerSettings local(int port, String keycloakUrl, List<String> realms) {
        return new FhirServerSettings(
                "127.0.0.1",
                port,
                realms.stream()
                        .map(realm -> new FhirBase(
                                FhirBase.url("http://127.0.0.1:" + port, realm), TrustedRealm.of(keycloakUrl, realm)))
                        .toList());
    }

    BaseUrls urls() {
        return new BaseUrls(bases.stream().map(FhirBase::url).toList());
    }
}
