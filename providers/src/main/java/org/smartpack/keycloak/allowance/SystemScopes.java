/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * {@code system/} scopes, which aren't for users (SMART-SCOPE-8). Only a client's own token holds them, whenever and
 * under whatever rules its grant was made.
 */
public final class SystemScopes {

    private static final String PREFIX = "system/";
    private static final String URI_FORM = "http://smarthealthit.org/fhir/scopes/" + PREFIX;

    private SystemScopes() {}

    /**
     * Whether a name is a {@code system/} scope. A malformed one counts too, since a FHIR server might still read it as
     * one.
     */
    public static boolean includes(String name) {
        return name.startsWith(PREFIX) || name.startsWith(URI_FORM);
    }

    /** Whether a {@code scope} parameter or claim has a {@code system/} scope; {@code null} has none. */
    public static boolean areIn(String scope) {
        return scope != null
                && scope.contains(PREFIX)
                && ScopeParameter.split(scope).stream().anyMatch(SystemScopes::includes);
    }

    /** A {@code scope} parameter or claim without its {@code system/} scopes; {@code null} stays {@code null}. */
    public static String removeFrom(String scope) {
        if (scope == null) {
            return null;
        }
        List<String> others = ScopeParameter.split(scope).stream()
                .filter(name -> !includes(name))
                .toList();
        return ScopeParameter.join(others);
    }
}
