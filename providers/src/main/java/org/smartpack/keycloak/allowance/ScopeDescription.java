/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.Scope;

/** Names a scope in an error description: as it was written if it is well formed, otherwise escaped and shortened. */
public final class ScopeDescription {

    private static final int LONGEST = 200;

    private ScopeDescription() {}

    public static String of(Scope scope) {
        if (scope instanceof MalformedScope malformed) {
            return malformed.description();
        }
        return nameOf(scope.spelling());
    }

    /** A name as it was written, escaped and shortened, without saying what is wrong with it. */
    static String nameOf(String spelling) {
        String name = spelling.length() <= LONGEST ? spelling : spelling.substring(0, LONGEST) + "...";
        return name.replaceAll("[^\\x21\\x23-\\x5B\\x5D-\\x7E]", "?");
    }
}
