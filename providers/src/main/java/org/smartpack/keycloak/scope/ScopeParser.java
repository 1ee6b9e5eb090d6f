/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Optional;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

/** Recognises the family of a scope and passes it to its parser. A hand-written scanner: one pass, no backtracking. */
final class ScopeParser {

    private static final String LAUNCH = "launch";
    private static final String ROLE = "role=";

    private final ScopeRules rules;
    private final boolean allowance;

    ScopeParser(ScopeRules rules, boolean allowance) {
        this.rules = rules;
        this.allowance = allowance;
    }

    /** Whether the prefix makes this a scope that must match the grammar of SMART. */
    static boolean isClaimed(String shortForm) {
        return shortForm.startsWith(LAUNCH + "/") || levelOf(shortForm).isPresent();
    }

    Scope parse(String token) {
        if (token.isEmpty()) {
            return new MalformedScope(token, Reason.EMPTY);
        }
        if (!ScopeCharacters.areAllowed(token)) {
            return new MalformedScope(token, Reason.CHARACTER);
        }
        String shortForm = UriForm.shortForm(token);
        Optional<Level> level = levelOf(shortForm);
        try {
            if (level.isPresent()) {
                requireLength(token);
                boolean uri = shortForm.length() != token.length();
                return new ResourceScopeParser(rules, allowance).parse(token, shortForm, level.get(), uri);
            }
            if (shortForm.equals(LAUNCH) || shortForm.startsWith(LAUNCH + "/")) {
                requireLength(token);
                return launch(token, shortForm);
            }
        } catch (OutsideGrammar outside) {
            return new MalformedScope(token, outside.reason());
        }
        return new PlainScope(token, shortForm);
    }

    private void requireLength(String token) throws OutsideGrammar {
        if (token.length() > rules.maxLength()) {
            throw new OutsideGrammar(Reason.TOO_LONG);
        }
    }

    private static Optional<Level> levelOf(String shortForm) {
        for (Level level : Level.values()) {
            String word = level.text();
            if (shortForm.startsWith(word) && shortForm.startsWith("/", word.length())) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    private static LaunchScope launch(String token, String shortForm) throws OutsideGrammar {
        if (shortForm.equals(LAUNCH)) {
            return new LaunchScope(token, Optional.empty(), Optional.empty());
        }
        String rest = shortForm.substring(LAUNCH.length() + 1);
        int question = rest.indexOf('?');
        String context = question < 0 ? rest : rest.substring(0, question);
        if (context.isEmpty() || !context.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            throw new OutsideGrammar(Reason.LAUNCH_CONTEXT);
        }
        if (question < 0) {
            return new LaunchScope(token, Optional.of(context), Optional.empty());
        }
        String query = rest.substring(question + 1);
        if (!query.startsWith(ROLE) || query.length() == ROLE.length()) {
            throw new OutsideGrammar(Reason.LAUNCH_ROLE);
        }
        String role = query.substring(ROLE.length());
        // SMART-SCOPE-44. In the grammar a role can be any URI, so a second role could hide in it.
        if (role.contains("?" + ROLE) || role.contains("&" + ROLE)) {
            throw new OutsideGrammar(Reason.LAUNCH_ROLE);
        }
        return new LaunchScope(token, Optional.of(context), Optional.of(role));
    }
}
