/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.scope.ScopeParameter;

/**
 * The mark of a {@code scope} parameter from which the user has taken something away. Keycloak reads the parameter
 * again when the code is issued and when it is redeemed. Without the mark, a parameter that names no SMART scope any
 * more would mean the default ones.
 *
 * <p>The mark is the name of a scope that nobody can have. In a request it is refused like any unknown name.
 */
public final class ChosenScopes {

    private static final String MARK = "__smart_chosen";

    private ChosenScopes() {}

    /** The parameter with these scopes, to which nothing is added. */
    public static String parameter(List<String> scopes) {
        List<String> marked = new ArrayList<>(scopes);
        marked.remove(MARK);
        marked.add(MARK);
        return ScopeParameter.join(marked);
    }

    /**
     * Whether the user has taken something away.
     *
     * @param parameter may be {@code null}
     */
    public static boolean isMarked(String parameter) {
        return parameter != null
                && parameter.contains(MARK)
                && ScopeParameter.split(parameter).contains(MARK);
    }

    static String withoutMark(String parameter) {
        return ScopeParameter.join(ScopeParameter.split(parameter).stream()
                .filter(name -> !name.equals(MARK))
                .toList());
    }
}
