/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.clientauth.KeyFault;

/** The rules for every realm. */
@AutoService(RuleBook.class)
public final class SmartRules implements RuleBook {

    @Override
    public List<RealmRule> rules() {
        return Stream.of(
                        Stream.of(
                                new NoFhirServer(),
                                new UnapprovedMapper(),
                                new OrphanedApproval(),
                                new TwoProfiles(),
                                new BaseUrlTwice(),
                                new BaseUrlAlike(),
                                new BaseUrlOdd(),
                                new FhirServerRoles(),
                                new FhirServerDisabled(),
                                new FhirServerPublic(),
                                new LaunchForAnybody(),
                                new FhirUserMissing(),
                                new FhirUserEditable(),
                                new FhirUserUnchecked(),
                                new FhirUserValues(),
                                new PatientStepOrder(),
                                new AccessPeriodWrong(),
                                new ScopeMisspelt(),
                                new ScopeLookalike(),
                                new ScopeProtocol(),
                                new ScopesMissing(),
                                new AllowanceFlag(),
                                new AllowanceUnused(),
                                new AllowanceDefault(),
                                new AudienceUnknown(),
                                new AppScopesMissing(),
                                new AccountMissing(),
                                new RedirectMissing(),
                                new RedirectWide(),
                                new ClientFlow()),
                        Arrays.stream(KeyFault.values()).map(KeyRule::of),
                        Stream.of(new JwksHostUnknown(), new ClientsLeftOut(), new PartUnread()))
                .<RealmRule>flatMap(rules -> rules)
                .toList();
    }
}
