/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.token;

import java.util.List;
import java.util.Set;

/** The formats of access tokens, by the token types of RFC 8693 (IUA-71-9, IUA-103-8). */
public final class TokenTypes {

    /** What the metadata list: each is a signed JWT here. */
    public static final List<String> SUPPORTED =
            List.of("urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:access_token");

    /** IUA spells one of them with a hyphen. */
    private static final Set<String> ACCEPTED =
            Set.of(SUPPORTED.get(0), SUPPORTED.get(1), "urn:ietf:params:oauth:token-type:access-token");

    private TokenTypes() {}

    static boolean isSupported(String requested) {
        return ACCEPTED.contains(requested);
    }
}
