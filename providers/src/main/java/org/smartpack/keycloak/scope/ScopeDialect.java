/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Set;

/**
 * A profile's additions to the grammar of scopes, found as a service ({@link java.util.ServiceLoader}). They apply in
 * every realm of a server, because scopes that are compared with each other must have been read under the same rules.
 */
public interface ScopeDialect {

    /**
     * Values that the profile replaces, for instance {@code {own}}. Only the name of a client scope may have one, and
     * that name is never granted as it stands.
     */
    Set<String> placeholders();

    /** The search parameters of which a resource can never have more than one value (SMART-SCOPE-54). */
    Set<String> singleValued();
}
