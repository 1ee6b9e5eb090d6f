/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

/**
 * The scopes of one refresh, each separated by spaces.
 *
 * @param whole that of the grant: what the next refresh token has
 * @param read those that the new access token may have, as if the old refresh token had no others; {@code
 *     null} as in the token
 * @param parameter what of {@code read} is asked for; {@code null} or blank for all of it
 */
record NarrowedScope(String whole, String read, String parameter) {

    /** All of the grant, as far as the parameter, which Keycloak reads to the letter, asks for it. */
    static NarrowedScope unchanged(String whole, String parameter) {
        return new NarrowedScope(whole, whole, parameter);
    }
}
