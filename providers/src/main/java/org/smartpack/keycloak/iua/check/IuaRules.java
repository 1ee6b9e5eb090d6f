/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.List;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.iua.realm.IuaRealm;

/** The rules for an IUA realm. */
@AutoService(RuleBook.class)
public final class IuaRules implements RuleBook {

    @Override
    public List<RealmRule> rules() {
        return List.of(
                new RealmWithoutServer(),
                new ClaimsWithoutRealm(),
                new ClaimsInvalid(),
                new AttributeEditable(),
                new UserScopes(),
                new SymmetricToken(),
                new TransactionMisspelt());
    }

    static boolean isIua(CheckedRealm realm) {
        return realm.profiles().contains(IuaRealm.PROFILE);
    }
}
