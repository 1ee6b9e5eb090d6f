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

/** A base URL that apps will hardly send as it is written. */
final class BaseUrlOdd implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "base-url-odd",
            Severity.WARNING,
            "Enter the base URL exactly as apps and the FHIR server write it: https, the host in "
                    + "small letters, no standard port.",
            "Clients > the FHIR server's client > Client scopes > its dedicated scope > mapper FHIR " + "server");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return BaseUrls.of(realm).entries().stream()
                .filter(BaseUrls.Entry::isOdd)
                .map(entry -> Finding.of(
                        entry.client(),
                        "The FHIR base URL " + entry.url()
                                + " has capital letters in its host, a standard port, or http on the internet. It is"
                                + " compared with aud character by character"));
    }
}
