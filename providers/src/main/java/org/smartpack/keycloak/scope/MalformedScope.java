/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/**
 * A scope outside the grammar of SMART (sections 1 and 2 of the scope rules) or outside the {@link ScopeRules}. It
 * grants nothing. Whether it is dropped or makes the request fail depends on the policy (SMART-SCOPE-3).
 *
 * @param spelling the scope as it was written: untrusted text of any length; show {@link #description()} instead
 * @param reason the first fault that was found
 */
public record MalformedScope(String spelling, Reason reason) implements Scope {

    private static final int SHOWN = 100;

    /** What is wrong with a scope. */
    public enum Reason {
        EMPTY("a scope must not be empty"),
        CHARACTER("holds a character that RFC 6749 does not allow in a scope"),
        TOO_LONG("is too long"),
        TYPE("does not name a resource type or *"),
        UNKNOWN_TYPE("names an unknown resource type"),
        INTERACTIONS("must end in .read, .write, .* or in some of the letters cruds in this order"),
        RESTRICTED_V1("restricts a v1 scope; only v2 scopes can be restricted"),
        RESTRICTION("must have name=value after the question mark, several joined by &"),
        TOO_MANY_RESTRICTIONS("has too many restrictions"),
        EMPTY_VALUE("has an empty value in its restriction"),
        PLACEHOLDER("has a placeholder for a value, which only the name of a client scope may have"),
        PERCENT_ENCODING("is not correctly percent-encoded UTF-8"),
        DECODED_CHARACTER("holds a control or invisible character in percent-encoding"),
        UNFINISHED_ESCAPE("has a value that ends within a FHIR escape"),
        PARAMETER_NAME("restricts by something that is not the name of a search parameter"),
        NOT_A_FILTER("restricts by a parameter that shapes the answer instead of filtering"),
        EXPERIMENTAL("uses a modifier, a chain, _has or _filter, which are not supported"),
        UNSUPPORTED_PARAMETER("restricts by a search parameter that is not supported for this type"),
        CONTRADICTION("has restrictions that exclude each other"),
        LAUNCH_CONTEXT("does not name a launch context in lower-case letters"),
        LAUNCH_ROLE("must have at most one role, written ?role=value");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason as text that can follow the scope in an {@code error_description}; ASCII. */
        public String text() {
            return text;
        }
    }

    /**
     * The scope and the reason in one line for an {@code error_description} (RFC 6749 section 5.2: printable ASCII
     * without quotes and backslashes). Characters that a scope cannot have appear as question marks, and a long scope
     * is cut.
     */
    public String description() {
        if (spelling.isEmpty()) {
            return reason.text();
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(spelling.length(), SHOWN); i++) {
            char c = spelling.charAt(i);
            shown.append(ScopeCharacters.isAllowed(c) ? c : '?');
        }
        return shown.append(spelling.length() > SHOWN ? "... " : " ")
                .append(reason.text())
                .toString();
    }
}
