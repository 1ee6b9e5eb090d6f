/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/** The characters of a scope: RFC 6749 section 3.3, {@code %x21 / %x23-5B / %x5D-7E}. */
final class ScopeCharacters {

    private ScopeCharacters() {}

    static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\';
    }

    static boolean areAllowed(String token) {
        for (int i = 0; i < token.length(); i++) {
            if (!isAllowed(token.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
