/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.util.ArrayList;
import java.util.List;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeParameter;

/** The scopes of a request that the JWT authorization grant can give (JWTG-6). */
record AssertedScopes(boolean withUser) {

    private static final String LAUNCH = "launch";

    /**
     * What is left of a {@code scope} parameter.
     *
     * @throws Refusal {@code invalid_scope} if nothing is left
     */
    String within(String scope) throws Refusal {
        List<String> kept = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (String name : ScopeParameter.split(scope)) {
            (isGiven(name) ? kept : dropped).add(name);
        }
        if (kept.isEmpty() && !dropped.isEmpty()) {
            throw Refusal.because(
                    OAuthError.INVALID_SCOPE,
                    "The JWT authorization grant doesn't give this client " + ScopeParameter.join(dropped));
        }
        return ScopeParameter.join(kept);
    }

    private boolean isGiven(String name) {
        if (name.equals(LAUNCH) || name.startsWith(LAUNCH + "/")) {
            return false;
        }
        return !(Scope.parse(name) instanceof ResourceScope scope) || scope.level() == Level.USER && withUser;
    }
}
