/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token.refresh;

/**
 * The scopes of one refresh, each separated by spaces.
 *
 * @param whole the scope of the grant, which the next refresh token has
 * @param read the scopes that the new access token may have, as if the old refresh token had no others; {@code null} as
 *     in the token
 * @param parameter the requested part of {@code read}; {@code null} or blank for all of it
 */
record NarrowedScope(String whole, String read, String parameter) {

    /** The whole grant, as far as the parameter, whose names Keycloak compares exactly, requests it. */
    static NarrowedScope unchanged(String whole, String parameter) {
        return new NarrowedScope(whole, whole, parameter);
    }
}
