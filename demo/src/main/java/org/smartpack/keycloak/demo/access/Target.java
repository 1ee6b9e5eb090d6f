/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.Set;

/** A resource, as far as a decision needs to know it. */
public interface Target {

    /** The resource type. */
    String type();

    /** {@code Type/id}; empty for a resource that has no id yet. */
    String reference();

    /** The logical ids of the patients that it is about; empty for a resource that is about none. */
    Set<String> patients();

    /** Whether it meets a restriction; false for a restriction that this server doesn't know on this type. */
    boolean meets(Restriction restriction);
}
