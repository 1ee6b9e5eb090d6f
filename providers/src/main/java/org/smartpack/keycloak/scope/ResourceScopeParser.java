/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Optional;

import org.smartpack.keycloak.scope.MalformedScope.Reason;
import org.smartpack.keycloak.scope.ResourceScope.Syntax;

/** Reads {@code level/type.permissions?restrictions} in both syntaxes (SMART-SCOPE-2, 30). */
final class ResourceScopeParser {

    private final ScopeRules rules;
    private final boolean allowance;

    ResourceScopeParser(ScopeRules rules, boolean allowance) {
        this.rules = rules;
        this.allowance = allowance;
    }

    /**
     * @param token the scope as written, which becomes the spelling
     * @param shortForm the scope without the prefix of the URI form; it begins with level and slash
     */
    ResourceScope parse(String token, String shortForm, Level level, boolean uri) throws OutsideGrammar {
        String rest = shortForm.substring(level.text().length() + 1);
        int question = rest.indexOf('?');
        String head = question < 0 ? rest : rest.substring(0, question);
        int dot = head.indexOf('.');
        String type = type(dot < 0 ? head : head.substring(0, dot));
        String suffix = dot < 0 ? "" : head.substring(dot + 1);

        Optional<Permissions> word = Permissions.fromWord(suffix);
        if (word.isPresent()) {
            if (question >= 0) {
                throw new OutsideGrammar(Reason.RESTRICTED_V1);
            }
            Target target = new Target(level, type, Restrictions.NONE);
            return new ResourceScope(target, word.get(), new Form(Syntax.V1, uri), token);
        }
        Permissions letters =
                Permissions.fromLetters(suffix).orElseThrow(() -> new OutsideGrammar(Reason.INTERACTIONS));
        Restrictions restrictions = question < 0
                ? Restrictions.NONE
                : new RestrictionParser(rules, allowance, type).parse(rest.substring(question + 1));
        Target target = new Target(level, type, restrictions);
        return new ResourceScope(target, letters, new Form(Syntax.V2, uri), token);
    }

    private String type(String text) throws OutsideGrammar {
        if (text.equals(Target.EVERY_TYPE)) {
            return text;
        }
        boolean capitalised = text.length() > 1 && text.charAt(0) >= 'A' && text.charAt(0) <= 'Z';
        if (!capitalised || !text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
            throw new OutsideGrammar(Reason.TYPE);
        }
        if (!rules.isKnownType(text)) {
            throw new OutsideGrammar(Reason.UNKNOWN_TYPE);
        }
        return text;
    }
}
