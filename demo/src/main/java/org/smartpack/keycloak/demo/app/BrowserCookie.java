/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie by which the module's server recognises a browser. Each launch has its own, named after its {@code state}.
 * A portal is usually another site, and with its POST the browser doesn't send an existing {@code SameSite=Lax} cookie.
 * A common cookie would therefore be replaced while a launch in another tab still needs it.
 */
final class BrowserCookie {

    private static final String NAME = "koppeltaal-module-";
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BrowserCookie() {}

    /** The cookie's value that the browser sent for the launch with this state; not checked. */
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

    /** The header that makes the browser forget the cookie. */
    static String remove(String state) {
        return header(state, "", 0);
    }

    private static String header(String state, String value, int seconds) {
        return NAME + state + "=" + value + "; Path=/koppeltaal/; Max-Age=" + seconds + "; HttpOnly; SameSite=Lax";
    }
}
