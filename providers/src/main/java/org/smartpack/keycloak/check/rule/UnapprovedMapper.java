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

/** A mapper that affects the realm, as nobody with the right to has saved it. */
final class UnapprovedMapper implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "mapper-unapproved",
            Severity.ERROR,
            "Compare its settings with what you want, and save it as a realm administrator (role "
                    + "manage-realm), or delete it.",
            "Clients > the client > Client scopes > its dedicated scope");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.clients().stream().flatMap(client -> client.mappers().stream()
                .filter(mapper -> mapper.isStatement() && !mapper.isApproved())
                .map(mapper -> Finding.of(
                        client,
                        "Its mapper \"" + mapper.title()
                                + "\" doesn't count, because no realm administrator saved it as it is")));
    }
}
