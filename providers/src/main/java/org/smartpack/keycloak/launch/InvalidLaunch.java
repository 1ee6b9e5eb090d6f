/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

/** The one answer to a {@code launch} that can't be redeemed, whatever the cause (LCTX-20, SMART-LAUNCH-6). */
final class InvalidLaunch {

    static final String DESCRIPTION = "invalid launch";

    /** Begins the reason in the event, for administrators. */
    static final String REASON = "launch context rejected: ";

    private InvalidLaunch() {}
}
