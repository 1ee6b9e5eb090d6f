/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.rules;

import org.keycloak.OAuthErrorException;

/**
 * The one answer to a {@code launch} that can't be redeemed, whatever the cause (LCTX-20, SMART-LAUNCH-6). The cause is in
 * the event.
 *
 * @param description what the app may know
 */
public record InvalidLaunch(String description) {

    /** For a handle that an EHR gave to the app. */
    public static final InvalidLaunch HANDLE = new InvalidLaunch("invalid launch");

    /** For an app that brings none, although it needs one. */
    public static final String LAUNCH_NEEDED =
            "the scope launch needs the parameter launch that the EHR gave to the app";

    /** Begins the reason in the event, for administrators. */
    static final String REASON = "launch context rejected: ";

    public LaunchRefused because(String cause) {
        return new LaunchRefused(OAuthErrorException.INVALID_REQUEST, description, REASON + cause);
    }

    /** A login that needs a launch has none. */
    public static LaunchRefused needed(String reason) {
        return new LaunchRefused(OAuthErrorException.INVALID_REQUEST, LAUNCH_NEEDED, reason);
    }

    /** The launch is in order, but not for the user who has logged in. */
    public static LaunchRefused forAnotherUser(String cause, boolean isFault) {
        return new LaunchRefused(
                OAuthErrorException.ACCESS_DENIED, "This launch is for another user", REASON + cause, isFault);
    }
}
