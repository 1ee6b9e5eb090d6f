/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.nz.ConditionSettings;

/** A policy whose condition can't be read, stored before such a policy was refused, or past Keycloak. */
final class UnreadableCondition implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "nz-condition-unreadable",
            Severity.ERROR,
            "Correct the setting that the finding names in the condition smart-nz-class of the policy, and save it.",
            "Realm settings > Client policies > Policies");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        Set<String> policies = new HashSet<>();
        return PolicyCondition.of(realm)
                .filter(condition -> condition.settings().fault().isPresent() && policies.add(condition.policy()))
                .map(condition -> new Finding(
                        "client policy " + condition.policy(),
                        refused(condition.settings()) + ", because its condition can't be read: "
                                + condition.settings().fault().get()));
    }

    /** Keycloak reads the policies as a whole, and its own setting of each condition with them. */
    private static String refused(ConditionSettings settings) {
        return settings.negated().isEmpty()
                ? "Every request of the realm that client policies are asked about fails"
                : "Requests of the clients that it is about are refused";
    }
}
