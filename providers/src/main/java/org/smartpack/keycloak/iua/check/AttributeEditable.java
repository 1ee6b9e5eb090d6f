/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.List;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.SelfService;
import org.smartpack.keycloak.iua.claims.UserAttributes;

/** An attribute by which users could give themselves a role or a purpose of use. */
final class AttributeEditable implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-attribute-editable",
            Severity.ERROR,
            "Check the values of all users first. Then untick User under Who can edit? of these attributes, and set"
                    + " Unmanaged Attributes to Only administrators can write.",
            "Realm settings > User profile, and Realm settings > General > Unmanaged Attributes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        if (!IuaRules.isIua(realm)) {
            return Stream.empty();
        }
        List<String> open = UserAttributes.names().stream()
                .filter(name -> SelfService.canWrite(realm.userProfile(), name))
                .toList();
        return open.isEmpty()
                ? Stream.empty()
                : Stream.of(Finding.ofRealm(
                        "Users may edit " + String.join(", ", open) + ", so no token has these values"));
    }
}
