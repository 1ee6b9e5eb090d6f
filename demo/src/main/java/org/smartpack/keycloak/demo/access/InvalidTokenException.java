/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** A token that this server doesn't accept. The message says why, and contains nothing of the token. */
public final class InvalidTokenException extends Exception {
    /** A reason in plain English, for the WWW-Authenticate header: no quotes, no backslashes. */
    public InvalidTokenException(String reason) {
        super(reason);
    }
}
