/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.URI;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * A base URL of the FHIR server, and its realm. Metadata and discovery there describe only that realm, and only that
 * realm's tokens are accepted.
 *
 * @param url the base URL that clients and tokens use, without a slash at the end
 */
public record FhirBase(String url, TrustedRealm realm) {

    private static final String FIRST_REALM = "smart";

    public FhirBase {
        if (url.endsWith("/")) {
            throw new IllegalArgumentException("A base URL must not end in a slash: " + url);
        }
    }

    /**
     * The base URL of a realm: {@code <server>/fhir} for {@code smart}, {@code <server>/<realm>/fhir} for the others.
     *
     * @param serverUrl the FHIR server's address without a slash at the end
     */
    public static String url(String serverUrl, String realm) {
        return serverUrl + (realm.equals(FIRST_REALM) ? "" : "/" + realm) + "/fhir";
    }

    String path() {
        return URI.create(url).getPath();
    }
}
