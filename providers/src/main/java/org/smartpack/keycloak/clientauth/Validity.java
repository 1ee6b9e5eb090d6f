/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.OptionalLong;

/**
 * When something that is good for one use was signed, and until when it is good, in seconds since 1970. It was found to
 * be good now: not expired, not issued in the future, clocks apart; no more than five minutes ahead.
 *
 * @param issued by the signer's clock, if the signer says so
 * @param expires by the signer's clock
 */
public record Validity(OptionalLong issued, long expires) {

    /** How far the clocks of two nodes may be apart, in seconds, and no node takes what another one has used. */
    private static final int NODES = 60;

    /** For how long it must be remembered, in seconds: until no node would accept it any more. */
    public long secondsToRemember(long now) {
        return expires + ClaimRules.SKEW + NODES - now;
    }

    /** Whether it says when it was issued, and not in the future. */
    boolean isDated(long now) {
        return issued.isPresent() && issued.getAsLong() <= now;
    }

    /** Whether it says that it was issued before this moment. */
    boolean isIssuedBefore(long moment) {
        return issued.isPresent() && issued.getAsLong() < moment;
    }

    /** Whether it could have been accepted before this moment, which is past. */
    boolean couldBeUsedBefore(long moment) {
        long soonest = Math.max(issued.orElse(Long.MIN_VALUE), expires - ClientSettings.LONGEST_LIFE);
        return soonest - ClaimRules.SKEW < moment;
    }
}
