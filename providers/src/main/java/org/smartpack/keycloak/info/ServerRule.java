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
 * A rule about the server, which its administrator sees at start-up too.
 *
 * @param problems what is wrong
 */
record ServerRule(Advice advice, Function<PackInfo, List<String>> problems) implements RealmRule {

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return problems.apply(SmartPackInfoFactory.of(realm.server())).stream().map(Finding::ofServer);
    }
}
