/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

/** Reads what follows the question mark of a v2 scope: {@code name=value,value&name=value} (SMART-SCOPE-20). */
final class RestrictionParser {

    private static final String BACKSLASH = "%5c";

    private final ScopeRules rules;
    private final boolean allowance;
    private final String type;

    RestrictionParser(ScopeRules rules, boolean allowance, String type) {
        this.rules = rules;
        this.allowance = allowance;
        this.type = type;
    }

    Restrictions parse(String query) throws OutsideGrammar {
        List<Restriction> items = new ArrayList<>();
        int start = 0;
        while (start <= query.length()) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (items.size() == rules.maxRestrictions()) {
                throw new OutsideGrammar(Reason.TOO_MANY_RESTRICTIONS);
            }
            items.add(restriction(query.substring(start, end)));
            start = end + 1;
        }
        return Restrictions.of(items).orElseThrow(() -> new OutsideGrammar(Reason.CONTRADICTION));
    }

    private Restriction restriction(String item) throws OutsideGrammar {
        int equals = item.indexOf('=');
        if (equals <= 0 || item.substring(0, equals).contains("?")) {
            throw new OutsideGrammar(Reason.RESTRICTION);
        }
        String name = PercentCoding.decode(item.substring(0, equals));
        Matching matching = ParameterName.check(name, type, rules);
        String value = item.substring(equals + 1);
        if (value.isEmpty()) {
            return template(name, matching);
        }
        Restriction restriction = Restriction.of(name, values(value), matching);
        if (!allowance && restriction.hasPlaceholder()) {
            throw new OutsideGrammar(Reason.PLACEHOLDER);
        }
        return restriction;
    }

    /** With negative modifiers and filter expressions "any value" could mean anything, so these have no template. */
    private Restriction template(String name, Matching matching) throws OutsideGrammar {
        if (!allowance || matching == Matching.EXACT) {
            throw new OutsideGrammar(Reason.EMPTY_VALUE);
        }
        return Restriction.byAnyValue(name, matching);
    }

    /**
     * Splits at commas, except those that a FHIR escape makes part of a value, and decodes. An empty value beside
     * others is refused, because some servers ignore it and others match everything with it.
     */
    private static List<String> values(String text) throws OutsideGrammar {
        List<String> values = new ArrayList<>();
        boolean escaped = false;
        int start = 0;
        int at = 0;
        while (at < text.length()) {
            boolean encoded = text.charAt(at) == '%';
            if (escaped) {
                escaped = false;
            } else if (encoded && text.regionMatches(true, at, BACKSLASH, 0, BACKSLASH.length())) {
                escaped = true;
            } else if (text.charAt(at) == ',') {
                values.add(value(text.substring(start, at)));
                start = at + 1;
            }
            at += encoded ? BACKSLASH.length() : 1;
        }
        if (escaped) {
            throw new OutsideGrammar(Reason.UNFINISHED_ESCAPE);
        }
        values.add(value(text.substring(start)));
        return values;
    }

    private static String value(String text) throws OutsideGrammar {
        if (text.isEmpty()) {
            throw new OutsideGrammar(Reason.EMPTY_VALUE);
        }
        return PercentCoding.decode(text);
    }
}
