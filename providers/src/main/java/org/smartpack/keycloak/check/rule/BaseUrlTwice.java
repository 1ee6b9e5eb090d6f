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

/** Two FHIR servers that can not be told apart. */
final class BaseUrlTwice implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "base-url-twice",
            Severity.ERROR,
            "Give each FHIR server a base URL of its own, or delete one of the mappers.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR " + "server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return BaseUrls.of(realm)
                .alike(BaseUrls.Entry::url)
                .map(entry -> Finding.of(
                        entry.client(),
                        "Another client has the same FHIR base URL " + entry.url() + ", so neither counts"));
    }
}
