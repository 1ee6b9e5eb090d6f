/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.Set;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.scope.ScopeDialect;

/**
 * Adds scopes for resources by the application that they come from (KT-SCP-3). Public, because Java's service loader
 * finds it.
 */
@AutoService(ScopeDialect.class)
public final class KoppeltaalDialect implements ScopeDialect {

    @Override
    public Set<String> placeholders() {
        return Set.of(Permission.Extent.OWN.placeholder, Permission.Extent.GRANTED.placeholder);
    }

    /** A resource comes from exactly one application. */
    @Override
    public Set<String> singleValued() {
        return Set.of(Permission.ORIGIN);
    }
}
