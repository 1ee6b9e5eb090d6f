/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

/**
 * Why an assertion, or another JWT that a client signed, isn't accepted. The message is for the realm's events and the
 * log, never for the caller, and never holds the JWT or text taken from it that was not checked.
 */
public final class AssertionRefused extends Exception {

    private static final long serialVersionUID = 1L;

    AssertionRefused(String reason) {
        super(reason, null, false, false);
    }
}
