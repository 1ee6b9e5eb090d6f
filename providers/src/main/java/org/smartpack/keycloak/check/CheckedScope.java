/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.List;
import java.util.Set;

import org.smartpack.keycloak.scope.Scope;

/**
 * A client scope, as a rule sees it.
 *
 * @param isOpenId whether its protocol is OpenID Connect
 * @param isFlagged whether it is parameterized, so that consent to a part of it can be recorded
 * @param roles the names of the realm roles that it is tied to
 */
public record CheckedScope(
        String name, boolean isOpenId, boolean isFlagged, Set<String> roles, List<CheckedMapper> mappers) {

    /** What the name means as an allowance. */
    public Scope meaning() {
        return Scope.parseAllowance(name);
    }
}
