/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.net.URI;

/**
 * A Keycloak realm whose tokens are accepted.
 *
 * @param issuer the {@code iss} of its tokens
 * @param backchannel the realm's address as this server sees it
 * @param insufficient the HTTP status for a valid but insufficient token: 403 (RFC 6750), or 401 under IHE IUA
 * @param koppeltaal whether it is a Koppeltaal domain: its tokens name this server by the client id
 *     {@value #FHIR_SERVICE}, and their bearers own what they create
 */
public record TrustedRealm(String issuer, URI backchannel, int insufficient, boolean koppeltaal) {

    static final String FHIR_SERVICE = "fhir-server";

    /** A realm of a Keycloak that has the same address for everybody. */
    public static TrustedRealm of(String keycloakUrl, String realm) {
        return of(keycloakUrl, keycloakUrl, realm);
    }

    /**
     * @param publicUrl Keycloak's address as clients see it
     * @param internalUrl Keycloak's address as this server sees it
     */
    public static TrustedRealm of(String publicUrl, String internalUrl, String realm) {
        return new TrustedRealm(
                publicUrl + "/realms/" + realm,
                URI.create(internalUrl + "/realms/" + realm),
                realm.equals("iua") ? 401 : 403,
                realm.equals("koppeltaal"));
    }

    /** Whether it is an IUA authorization server: insufficient tokens get 401, and metadata name IUA. */
    public boolean iua() {
        return insufficient == 401;
    }

    URI keys() {
        return URI.create(backchannel + "/protocol/openid-connect/certs");
    }
}
