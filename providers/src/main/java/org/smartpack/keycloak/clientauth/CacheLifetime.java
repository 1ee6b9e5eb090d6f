/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.List;
import java.util.Locale;

/**
 * How long the response to a JWKS request may be kept, according to {@code Cache-Control} and {@code Age} (RFC 9111).
 * SMART forbids keeping it longer than {@code Cache-Control} says. Without that header it isn't kept at all.
 */
final class CacheLifetime {

    private CacheLifetime() {}

    /**
     * @param cacheControl the values of all {@code Cache-Control} headers
     * @param age the value of {@code Age}, or an empty string
     * @param cap the longest lifetime in seconds
     * @return the lifetime in seconds from the time of the request; 0 means not at all
     */
    static long seconds(List<String> cacheControl, String age, long cap) {
        long lifetime = -1;
        for (String directive : String.join(",", cacheControl).split(",")) {
            String[] pair = directive.split("=", 2);
            String value = pair.length == 2 ? pair[1].trim() : "";
            switch (pair[0].trim().toLowerCase(Locale.ROOT)) {
                case "no-store", "no-cache" -> lifetime = 0;
                // Of both, and of contradictory values, the shortest counts: never longer than any reader would allow.
                case "max-age", "s-maxage" -> lifetime = shorter(lifetime, number(value));
                default -> {
                    // Other directives don't affect the lifetime in a private cache.
                }
            }
        }
        long spent = age.isBlank() ? 0 : Math.max(0, number(age.trim()));
        return Math.max(0, Math.min(lifetime, cap) - spent);
    }

    private static long shorter(long lifetime, long next) {
        return lifetime < 0 ? next : Math.min(lifetime, next);
    }

    /** A number, possibly quoted; anything else counts as already stale. */
    private static long number(String value) {
        String digits = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        // A longer number could overflow. RFC 9111 section 1.2.2 allows any large number in its place.
        return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }
}
