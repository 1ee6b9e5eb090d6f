/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

/**
 * The scopes of one refresh, each separated by spaces.
 *
 * @param held the whole grant: what the next refresh token holds
 * @param read those that the new access token may have, as if the old refresh token held no others; {@code
 *     null} as in the token
 * @param parameter what of {@code read} is asked for; {@code null} or blank for all of it
 */
record NarrowedScope(String held, String read, String parameter) {

    /** Everything that is held, as far as the parameter, which Keycloak reads to the letter, asks for it. */
    static NarrowedScope unchanged(String held, String parameter) {
        return new NarrowedScope(held, held, parameter);
    }
}
