/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** How a client presents its token. */
public sealed interface Presentation {

    /** As RFC 6750 says: whoever has the token may use it. */
    record Bearer() implements Presentation {}

    /**
     * With a proof that the client has the token's key (RFC 9449).
     *
     * @param proof the header {@code DPoP}
     * @param method the HTTP method of the request
     * @param url the request's URL without query, as clients see it
     */
    record Dpop(String proof, String method, String url) implements Presentation {}
}
