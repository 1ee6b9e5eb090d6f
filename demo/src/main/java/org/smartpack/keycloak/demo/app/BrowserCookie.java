/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By which the module's server knows a browser again. Each launch has a cookie of its own, named by its {@code state}:
 * a portal is mostly another site, and with its POST the browser sends no {@code SameSite=Lax} cookie that there may
 * be, so that a common one would be replaced while the launch in another tab still needs it.
 */
final class BrowserCookie {

    private static final String NAME = "koppeltaal-module-";
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BrowserCookie() {}

    /** What the browser brings for the launch with this state, whatever that is. */
    static Optional<String> of(Route.Request request, String state) {
        return request.header("Cookie").flatMap(header -> Arrays.stream(header.split(";"))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + state + "="))
                .map(pair -> pair.substring(NAME.length() + state.length() + 1))
                .filter(value -> RANDOM.matcher(value).matches())
                .findFirst());
    }

    /** The header {@code Set-Cookie}. No {@code Secure}: the demo is plain http on this machine. */
    static String set(String state, String value) {
        return header(state, value, PendingLaunches.SECONDS);
    }

    /** The same, to have the browser forget it. */
    static String remove(String state) {
        return header(state, "", 0);
    }

    private static String header(String state, String value, int seconds) {
        return NAME + state + "=" + value + "; Path=/koppeltaal/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax";
    }
}
