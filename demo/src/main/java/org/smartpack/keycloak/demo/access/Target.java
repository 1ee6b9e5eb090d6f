/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.Set;

/** The facts about a resource that a decision needs. */
public interface Target {

    /** The resource type. */
    String type();

    /** {@code Type/id}; empty for a resource that has no id yet. */
    String reference();

    /** The logical ids of the patients that it is about, possibly none. */
    Set<String> patients();

    /** Whether it meets a restriction; false for a restriction that this server doesn't know on this type. */
    boolean meets(Restriction restriction);
}
