/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.Locale;

import org.smartpack.keycloak.launch.AccessPeriod;

/**
 * A length of time in words: a message of the pack and its number.
 *
 * @param key the key of the message; its argument is the number
 * @param amount without a thousands separator
 */
public record SpokenTime(String key, String amount) {

    private static final String PREFIX = "smartPeriod";
    private static final int FEW = 3;

    /** A period in its own unit: 24 hours aren't spoken of as a day. */
    static SpokenTime of(AccessPeriod period) {
        return of(period.amount(), period.unit());
    }

    /**
     * Any length, for "at most": rounded up, in a unit in which that makes little difference.
     *
     * @param seconds what is less than a minute is called one
     */
    static SpokenTime of(long seconds) {
        AccessPeriod.Unit[] units = AccessPeriod.Unit.values();
        for (int i = units.length - 1; i > 0; i--) {
            long length = units[i].seconds();
            boolean isFit = seconds >= FEW * length || seconds >= length && seconds % length == 0;
            // A number of days says more than a number of years, unless there is nothing left over.
            if (isFit && (units[i] != AccessPeriod.Unit.YEAR || seconds % length == 0)) {
                return of(ceil(seconds, length), units[i]);
            }
        }
        return of(Math.max(1, ceil(seconds, AccessPeriod.Unit.MINUTE.seconds())), AccessPeriod.Unit.MINUTE);
    }

    private static long ceil(long seconds, long length) {
        return (seconds + length - 1) / length;
    }

    private static SpokenTime of(long amount, AccessPeriod.Unit unit) {
        String name = unit.name().charAt(0) + unit.name().substring(1).toLowerCase(Locale.ROOT);
        return new SpokenTime(PREFIX + name + (amount == 1 ? "" : "s"), Long.toString(amount));
    }
}
