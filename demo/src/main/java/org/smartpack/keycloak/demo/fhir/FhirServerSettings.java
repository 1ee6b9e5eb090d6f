/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.List;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * The settings of a FHIR server.
 *
 * @param host the address to listen on
 * @param port the port to listen on
 * @param bases one base for each realm, at least one
 */
public record FhirServerSettings(String host, int port, List<FhirBase> bases) {

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
     * A server on 127.0.0.1, at {@code http://127.0.0.1:<port>}.
     *
     * @param keycloakUrl Keycloak's address without a slash at the end
     * @param realms the names of the realms
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
