/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * One scope of a {@code scope} parameter (RFC 6749 section 3.3), classified by SMART App Launch 2.2.
 *
 * <p>Two scopes are equal if they <em>mean</em> the same. Their {@link #spelling()} is kept, but doesn't count.
 * {@code system/*.read}, {@code system/*.rs} and {@code http://smarthealthit.org/fhir/scopes/system/*.rs} are equal.
 *
 * <p>A scope belongs to SMART, and so must match its grammar, if it begins with exactly {@code patient/},
 * {@code user/}, {@code system/} or {@code launch/}, with or without the prefix
 * {@code http://smarthealthit.org/fhir/scopes/} (SMART-SCOPE-11). Everything else, including {@code patientdata},
 * {@code User/foo} and {@code patient%2FObservation.rs}, is the name of another scope and a {@link PlainScope}, which
 * is never read as a permission. A token with a character that RFC 6749 forbids is malformed, whatever it begins with.
 */
public sealed interface Scope permits ResourceScope, LaunchScope, PlainScope, MalformedScope {

    /** The scope as it was written, or as it must be written in a response. */
    String spelling();

    /** Reads one scope of a request under {@link ScopeRules#DEFAULT}. */
    static Scope parse(String token) {
        return parse(token, ScopeRules.DEFAULT);
    }

    /**
     * Reads one scope of a request, in time linear in its length. Text outside the grammar or the rules is returned as
     * a {@link MalformedScope}.
     *
     * @param token one scope, without the spaces around it
     */
    static Scope parse(String token, ScopeRules rules) {
        return new ScopeParser(rules, false).parse(token);
    }

    /** Reads the name of an allowance under {@link ScopeRules#DEFAULT}. */
    static Scope parseAllowance(String name) {
        return parseAllowance(name, ScopeRules.DEFAULT);
    }

    /**
     * Reads the name of an allowance: a scope that says what a client may be granted. It differs from a request in two
     * ways. The value of a restriction may be empty, which stands for any value (SMART-SCOPE-26), as in Koppeltaal's
     * {@code system/*.cruds?resource-origin=}. And a value may be a placeholder, see
     * {@link ResourceScope#hasPlaceholder()}.
     */
    static Scope parseAllowance(String name, ScopeRules rules) {
        return new ScopeParser(rules, true).parse(name);
    }
}
