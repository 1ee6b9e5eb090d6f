/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.http.AddressPolicy;

/**
 * Where a client's JWKS is. It includes everything that a fetched copy depends on, so a changed setting makes another
 * location, for which nothing is cached.
 *
 * @param realmId the internal id of the realm
 * @param clientUuid the internal id of the client
 * @param url the registered URL: absolute, with a host, without user information or fragment
 * @param addresses the addresses that it may resolve to
 */
record JwksLocation(String realmId, String clientUuid, URI url, AddressPolicy addresses) {

    private static final int MAX_LENGTH = 2048;

    /** Host and port; the limits per host are counted by this. */
    String host() {
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + url.getPort();
    }

    /** @throws Refusal if the URL may not be fetched at all */
    static JwksLocation of(String realmId, String clientUuid, String url, boolean privateAddresses) throws Refusal {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw Refusal.assertion("the JWKS URL is not a URL");
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (url.length() > MAX_LENGTH
                || !https && !http
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null) {
            throw Refusal.assertion("the JWKS URL is not an absolute https URL");
        }
        if (http && !privateAddresses) {
            throw Refusal.assertion("the JWKS URL is not https");
        }
        return new JwksLocation(realmId, clientUuid, uri, AddressPolicy.of(https, privateAddresses));
    }
}
