/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** By which the module's server knows a browser again. */
final class BrowserCookie {

    private static final String NAME = "koppeltaal-module";
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BrowserCookie() {}

    static Optional<String> of(Route.Request request) {
        return request.header("Cookie").flatMap(header -> Arrays.stream(header.split(";"))
                .map(String::strip)
                .filter(pair -> pair.startsWith(NAME + "="))
                .map(pair -> pair.substring(NAME.length() + 1))
                .filter(value -> VALUE.matcher(value).matches())
                .findFirst());
    }

    /** The header {@code Set-Cookie}. No {@code Secure}: the demo is plain http on this machine. */
    static String set(String value) {
        return NAME + "=" + value + "; Path=/koppeltaal/; Max-Age=" + PendingLaunches.SECONDS
                + "; HttpOnly; SameSite=Lax";
    }
}
