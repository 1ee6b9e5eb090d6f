/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.stream.Stream;

/** One thing that can be wrong or odd in a realm. Rules only read, and never fail because of what they read. */
public interface RealmRule {

    /** What is said about every breach; always the same. */
    Advice advice();

    /** The breaches in a realm, in the order of the realm's lists. */
    Stream<Finding> breaches(CheckedRealm realm);
}
