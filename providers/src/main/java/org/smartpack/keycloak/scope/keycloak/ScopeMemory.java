/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope.keycloak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.StringUtil;

import org.smartpack.keycloak.scope.MalformedScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;
import org.smartpack.keycloak.scope.Work;

/**
 * What was read and decided in a request. Keycloak asks for the same scopes of the same client at every stage of it, up to
 * ten times; the answer is worked out once. It is kept by everything that it hangs on, so that nothing outdated is found.
 */
final class ScopeMemory {

    private static final String ATTRIBUTE = ScopeMemory.class.getName();

    private final Map<String, Boolean> clean = new HashMap<>();
    private final Map<String, ScopeRequest> requests = new HashMap<>();
    private final Map<String, Scope> allowances = new HashMap<>();
    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<Question, Granting.Result> decisions = new HashMap<>();

    private record Question(
            String wanted, List<Allowance> allowances, Optional<Grant> ceiling, Optional<Grant> consented) {}

    private ScopeMemory() {}

    /** That of the request that the session answers. */
    static ScopeMemory of(KeycloakSession session) {
        ScopeMemory memory = session.getAttribute(ATTRIBUTE, ScopeMemory.class);
        if (memory == null) {
            memory = new ScopeMemory();
            session.setAttribute(ATTRIBUTE, memory);
        }
        return memory;
    }

    /**
     * Whether a parameter has the characters of scopes and spaces only, and Keycloak leaves it as it was sent: it takes control
     * characters out, percent-encoded ones too.
     */
    boolean isClean(String sent) {
        return clean.computeIfAbsent(
                sent,
                value -> ScopeParameter.isWellFormed(value) && value.equals(StringUtil.removeControlCharacters(value)));
    }

    /** @param parameter may be {@code null} */
    ScopeRequest request(String parameter) {
        return requests.computeIfAbsent(parameter, ScopeRequest::of);
    }

    /** Reads the name of a client scope, see {@link Scope#parseAllowance(String)}. */
    Scope allowance(String name) {
        return allowances.computeIfAbsent(name, Scope::parseAllowance);
    }

    /**
     * Whether a client scope is no business of Keycloak's own rules, which would grant it by its name: an allowance, or a
     * pattern with a placeholder, however malformed the rest of it is.
     */
    boolean isNameOfAllowance(String name) {
        Scope scope = allowance(name);
        return scope instanceof ResourceScope
                || scope instanceof MalformedScope malformed
                        && malformed.reason() != MalformedScope.Reason.CHARACTER
                        && name.contains("{");
    }

    Grant grant(String scopeClaim) {
        return grants.computeIfAbsent(scopeClaim, Grant::of);
    }

    /** See {@link Granting#of}. */
    Granting.Result decision(
            List<ResourceScope> wanted, List<Allowance> usable, Optional<Grant> ceiling, Optional<Grant> consented) {
        String spelled = wanted.stream().map(ResourceScope::spelling).collect(Collectors.joining(" "));
        return decisions.computeIfAbsent(
                new Question(spelled, usable, ceiling, consented),
                question -> Granting.of(wanted, usable, ceiling, consented, Work.limited()));
    }
}
