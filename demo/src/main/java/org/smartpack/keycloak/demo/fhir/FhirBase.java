/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.net.URI;

import org.smartpack.keycloak.demo.access.TrustedRealm;

/**
 * A base URL of the FHIR server and the realm that it is for: its metadata and discovery speak of that realm alone, and only
 * that realm's tokens are accepted there.
 *
 * @param url as clients and tokens name it, without a slash at the end
 */
public record FhirBase(String url, TrustedRealm realm) {

    private static final String FIRST_REALM = "smart";

    /** Insists on a base URL without a slash at the end. */
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
