/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.OptionalLong;

/**
 * When a single-use token was issued and when it expires, in seconds since 1970. It has been found valid now: within
 * the tolerated clock difference it isn't expired or issued in the future, and it expires within five minutes.
 *
 * @param issued by the signer's clock; empty if the signer doesn't say
 * @param expires by the signer's clock
 */
public record Validity(OptionalLong issued, long expires) {

    /**
     * How far the clocks of two nodes may be apart, in seconds, without a node accepting what another has seen used.
     */
    private static final int NODES = 60;

    /** How long its use must be remembered, in seconds: until no node would accept it any more. */
    public long secondsToRemember(long now) {
        return expires + ClaimRules.SKEW + NODES - now;
    }

    /** Whether it says when it was issued, and that time isn't in the future. */
    boolean isDated(long now) {
        return issued.isPresent() && issued.getAsLong() <= now;
    }

    /** Whether it says that it was issued before a moment, in seconds since 1970. */
    boolean isIssuedBefore(long moment) {
        return issued.isPresent() && issued.getAsLong() < moment;
    }

    /** Whether it could have been accepted before a past moment, in seconds since 1970. */
    boolean couldBeUsedBefore(long moment) {
        long soonest = Math.max(issued.orElse(Long.MIN_VALUE), expires - ClientSettings.LONGEST_LIFE);
        return soonest - ClaimRules.SKEW < moment;
    }
}
