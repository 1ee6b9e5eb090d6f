/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

/** A DPoP proof that this server doesn't accept. The message says why, and contains nothing of the proof. */
public final class InvalidProofException extends Exception {
    /** A reason in plain English, for the WWW-Authenticate header: no quotes, no backslashes. */
    public InvalidProofException(String reason) {
        super(reason);
    }
}
