/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

/** Ends the parsing of a token that is outside the grammar. Never leaves this package. */
final class OutsideGrammar extends Exception {

    private static final long serialVersionUID = 1L;

    private final MalformedScope.Reason reason;

    OutsideGrammar(MalformedScope.Reason reason) {
        // Without message and stack trace, because this is an expected outcome and must stay cheap under a flood of
        // rubbish.
        super(null, null, false, false);
        this.reason = reason;
    }

    MalformedScope.Reason reason() {
        return reason;
    }
}
