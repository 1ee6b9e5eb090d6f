/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.List;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;

/** The rules about classified clients. */
@AutoService(RuleBook.class)
public final class NzRules implements RuleBook {

    @Override
    public List<RealmRule> rules() {
        return List.of(new ClassNotEnforced(), new UnreadableCondition(), new KeycloaksClientRuled());
    }
}
