/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The {@code scope} parameter of RFC 6749 section 3.3. */
public final class ScopeParameter {

    private ScopeParameter() {}

    /**
     * The scopes of a parameter in order, each spelling once. Only the space U+0020 separates; a tab, a line break or
     * any other blank stays in its token, which is then malformed. Takes time linear in the length.
     */
    public static List<String> split(String parameter) {
        Set<String> tokens = new LinkedHashSet<>();
        int start = 0;
        while (start <= parameter.length()) {
            int space = parameter.indexOf(' ', start);
            int end = space < 0 ? parameter.length() : space;
            if (end > start) {
                tokens.add(parameter.substring(start, end));
            }
            start = end + 1;
        }
        return List.copyOf(tokens);
    }

    /** Whether a parameter has only scope characters and spaces. */
    public static boolean isWellFormed(String parameter) {
        for (int i = 0; i < parameter.length(); i++) {
            char c = parameter.charAt(i);
            if (c != ' ' && !ScopeCharacters.isAllowed(c)) {
                return false;
            }
        }
        return true;
    }

    /** The parameter with these scopes, in order. */
    public static String join(List<String> scopes) {
        return String.join(" ", scopes);
    }
}
