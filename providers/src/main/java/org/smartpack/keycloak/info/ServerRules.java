/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.info;

import java.util.List;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.check.Severity;

/** What can be wrong with the server that runs a realm. */
@AutoService(RuleBook.class)
public final class ServerRules implements RuleBook {

    static final RealmRule FEATURE = new ServerRule(
            new Advice(
                    "feature-off",
                    Severity.ERROR,
                    "Build or start Keycloak with " + PackInfo.OPTION + ".",
                    "Options of the server, docs/install.md"),
            info -> info.scopeRules()
                    ? List.of()
                    : List.of("The feature parameterized-scopes is off: only scopes that are assigned by their exact"
                            + " name are granted"));

    static final RealmRule LIMITS = new ServerRule(
            new Advice(
                    "request-limits",
                    Severity.ERROR,
                    "Start Keycloak with the option that is named.",
                    "Options of the server, docs/install.md"),
            info -> info.missingLimits().stream()
                    .map(option -> "This option isn't set, or lower: " + option)
                    .toList());

    static final RealmRule LOST = new ServerRule(
            new Advice(
                    "provider-lost",
                    Severity.ERROR,
                    "Remove the extension, or the option, that takes the place of the pack's provider.",
                    "The folder providers/ of the server, and its options"),
            info -> info.lost().stream()
                    .map(provider -> "A provider of the pack isn't used, and what it guards isn't guarded: " + provider)
                    .toList());

    static final RealmRule VERSION = new ServerRule(
            new Advice(
                    "keycloak-version",
                    Severity.ERROR,
                    "Install the pack's version for this Keycloak.",
                    "The folder providers/ of the server"),
            info -> info.isOtherKeycloak()
                    ? List.of("The pack was built for Keycloak " + info.builtFor() + ", and this is "
                            + info.runningKeycloak() + ": its rules may not hold")
                    : List.of());

    @Override
    public List<RealmRule> rules() {
        return List.of(FEATURE, LIMITS, LOST, VERSION);
    }
}
