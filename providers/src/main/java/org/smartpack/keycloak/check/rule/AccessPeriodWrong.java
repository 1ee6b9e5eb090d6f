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
import org.smartpack.keycloak.launch.period.AccessPeriods;

/** A period of access that can't be read. The console refuses it; a realm file may still have it. */
final class AccessPeriodWrong implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "access-periods",
            Severity.ERROR,
            "Enter periods with commas in between, for instance 1h, 1d, 90d, 1y.",
            "Authentication > Required actions > the gear of SMART: choose what an app may do > Access periods");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        AccessPeriods periods = AccessPeriods.parse(realm.accessPeriods());
        if (!realm.actions().contains(AccessPeriods.STEP) || periods.wrong().isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(Finding.ofRealm(
                periods.isUnusable()
                        ? "None of the access periods can be read, so no app gets lasting access"
                        : "Access periods that can't be read aren't offered: \""
                                + String.join("\", \"", periods.wrong()) + "\""));
    }
}
