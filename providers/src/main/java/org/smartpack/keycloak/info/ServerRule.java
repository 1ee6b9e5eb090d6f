/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;

/**
 * A rule about the server, which its administrator sees at start-up too. Administrators of a single realm learn that
 * something is wrong, but not how the server is set up.
 *
 * @param problems what is wrong
 */
record ServerRule(Advice advice, Function<PackInfo, List<String>> problems) implements RealmRule {

    private static final String HIDDEN =
            "Something is wrong with the server. An administrator of the realm master sees what it is";

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        List<String> all = problems.apply(SmartPackInfoFactory.of(realm.server()));
        if (realm.isServerShown() || all.isEmpty()) {
            return all.stream().map(Finding::ofServer);
        }
        return Stream.of(Finding.ofServer(HIDDEN));
    }
}
