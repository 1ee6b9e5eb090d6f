/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** The issuer's keys aren't available right now, so the token can't be verified. */
public final class KeysUnavailableException extends Exception {
    /** With the failure of the fetch. */
    public KeysUnavailableException(Throwable cause) {
        super("The keys of the token's issuer can't be fetched right now", cause);
    }
}
