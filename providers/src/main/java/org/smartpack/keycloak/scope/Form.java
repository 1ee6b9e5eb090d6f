/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Optional;

import org.smartpack.keycloak.scope.ResourceScope.Syntax;

/**
 * The notation of a resource scope.
 *
 * @param uri whether it has the prefix of the URI form (SMART-SCOPE-11)
 */
record Form(Syntax syntax, boolean uri) {

    static final Form CANONICAL = new Form(Syntax.V2, false);

    /**
     * This form, with v2 if v1 can't express the scope: v1 has no restrictions and not every set of interactions
     * (SMART-SCOPE-32).
     */
    Form forScope(Target target, Permissions permissions) {
        boolean sayable = target.restrictions().isEmpty() && permissions.word().isPresent();
        return syntax == Syntax.V1 && !sayable ? new Form(Syntax.V2, uri) : this;
    }

    /** Writes a scope in this form. */
    String write(Target target, Permissions permissions) {
        Optional<String> word = syntax == Syntax.V1 ? permissions.word() : Optional.empty();
        String query = target.restrictions().isEmpty() ? "" : "?" + target.restrictions();
        return (uri ? UriForm.SMART : "") + target.level().text() + "/" + target.type() + "."
                + word.orElseGet(permissions::toString) + query;
    }
}
