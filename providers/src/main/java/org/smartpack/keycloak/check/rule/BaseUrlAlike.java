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

/** Two FHIR servers whose base URLs differ only in what people overlook. */
final class BaseUrlAlike implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "base-url-alike",
            Severity.WARNING,
            "Decide which spelling apps send as aud, and delete the other mapper.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR " + "server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        BaseUrls all = BaseUrls.of(realm);
        return all.alike(BaseUrls.Entry::normal)
                .filter(entry -> all.alike(BaseUrls.Entry::url).noneMatch(entry::equals))
                .map(entry -> Finding.of(
                        entry.client(),
                        "Another FHIR server's base URL differs from " + entry.url()
                                + " only in http or https, in capital letters of the host or in a standard port: apps"
                                + " are refused if they send the other one"));
    }
}
