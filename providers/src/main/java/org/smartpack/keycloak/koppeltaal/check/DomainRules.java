/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.List;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;

/** The rules for a Koppeltaal domain. */
@AutoService(RuleBook.class)
public final class DomainRules implements RuleBook {

    @Override
    public List<RealmRule> rules() {
        return List.of(new PatientStepInDomain(), new ApplicationWithoutMapper(), new TokenAlgorithm());
    }

    static boolean isDomain(CheckedRealm realm) {
        return realm.profiles().contains(KoppeltaalDomain.PROFILE);
    }
}
