/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** A package's rules for realms, found as a service ({@link ServiceLoader}). */
public interface RuleBook {

    /** In the order in which they are shown. */
    List<RealmRule> rules();

    /** The rules of all packages. */
    static List<RealmRule> all() {
        return ServiceLoader.load(RuleBook.class, RuleBook.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(book -> book.getClass().getName()))
                .flatMap(book -> book.rules().stream())
                .toList();
    }
}
