/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an app may have access, as an administrator offers it: {@code 30m}, {@code 1h}, {@code 90d}, {@code 1y}. A
 * year has 365 days.
 *
 * @param amount 1 to 9999
 */
public record AccessPeriod(int amount, Unit unit) {

    private static final Pattern SPELLING = Pattern.compile("([1-9][0-9]{0,3})([mhdy])");

    /** Reads one period; empty if it isn't written like those above. */
    public static Optional<AccessPeriod> parse(String text) {
        Matcher parts = SPELLING.matcher(text);
        return parts.matches()
                ? Optional.of(new AccessPeriod(Integer.parseInt(parts.group(1)), Unit.of(parts.group(2))))
                : Optional.empty();
    }

    /** Its length in seconds. */
    public long seconds() {
        return amount * unit.seconds();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return amount + unit.letter();
    }

    /** The units in which periods are written and shown. */
    public enum Unit {
        MINUTE("m", 60),
        HOUR("h", 3600),
        DAY("d", 86_400),
        YEAR("y", 365 * 86_400);

        private final String letter;
        private final long seconds;

        Unit(String letter, long seconds) {
            this.letter = letter;
            this.seconds = seconds;
        }

        private static Unit of(String letter) {
            for (Unit unit : values()) {
                if (unit.letter.equals(letter)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException(letter);
        }

        String letter() {
            return letter;
        }

        /** Its length in seconds. */
        public long seconds() {
            return seconds;
        }
    }
}
