/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Set;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

/** The rules for the name in a restriction, and for how its values are compared. */
final class ParameterName {

    /**
     * FHIR search parameters that shape the result or choose another operation. They never count as a restriction: a
     * server that passes one on to its search would return more for {@code _include=*}, not less.
     */
    private static final Set<String> NOT_A_FILTER = Set.of(
            "_at",
            "_contained",
            "_containedType",
            "_count",
            "_elements",
            "_format",
            "_graph",
            "_include",
            "_maxresults",
            "_offset",
            "_pretty",
            "_query",
            "_revinclude",
            "_score",
            "_since",
            "_sort",
            "_summary",
            "_total",
            "_type");

    private static final Set<String> EXPERIMENTAL = Set.of("_has", "_filter");

    private ParameterName() {}

    /**
     * Checks a decoded name.
     *
     * @param type the resource type of the scope or {@code *}
     */
    static Matching check(String name, String type, ScopeRules rules) throws OutsideGrammar {
        String base = base(name);
        if (!isName(base) || !name.chars().allMatch(ParameterName::isNameCharacter)) {
            throw new OutsideGrammar(Reason.PARAMETER_NAME);
        }
        if (NOT_A_FILTER.contains(base)) {
            throw new OutsideGrammar(Reason.NOT_A_FILTER);
        }
        boolean experimental = EXPERIMENTAL.contains(base) || base.length() < name.length();
        if (experimental && !rules.isExperimentalSupported()) {
            throw new OutsideGrammar(Reason.EXPERIMENTAL);
        }
        if (!rules.isSupportedParameter(type, base)) {
            throw new OutsideGrammar(Reason.UNSUPPORTED_PARAMETER);
        }
        if (experimental) {
            return Matching.EXACT;
        }
        return rules.isSingleValued(name) ? Matching.SINGLE_VALUED : Matching.MULTI_VALUED;
    }

    /** The name up to its modifier or chain. */
    private static String base(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != ':' && name.charAt(end) != '.') {
            end++;
        }
        return name.substring(0, end);
    }

    private static boolean isName(String base) {
        return !base.isEmpty() && (isLetter(base.charAt(0)) || base.charAt(0) == '_');
    }

    private static boolean isNameCharacter(int c) {
        return isLetter(c) || c >= '0' && c <= '9' || c == '_' || c == '-' || c == ':' || c == '.';
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
