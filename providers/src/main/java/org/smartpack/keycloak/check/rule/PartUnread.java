/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** Something of the realm that can't be read, so that no rule could look at it. */
final class PartUnread implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "part-unread",
            Severity.ERROR,
            "The log of the server has the cause. Mend that, and run the check again.",
            "The log of the server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.unread().stream()
                .sorted()
                .map(part -> Finding.ofRealm(
                        "The realm's " + part.title() + " couldn't be read in full, so not everything was checked"));
    }
}
