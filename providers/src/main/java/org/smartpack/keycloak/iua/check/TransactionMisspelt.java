/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** A client scope that was meant to be one of MHD's. */
final class TransactionMisspelt implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-scope-misspelt",
            Severity.WARNING,
            "Call the client scope ITI-65, ITI-66, ITI-67 or ITI-68, or leave it if it belongs to another program.",
            "Client scopes > the client scope > Name");

    private static final Pattern LIKE = Pattern.compile("iti[-_.: ]?0*(6[5-8])", Pattern.CASE_INSENSITIVE);

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return IuaRules.isIua(realm)
                ? realm.scopes().stream()
                        .flatMap(scope -> meant(scope)
                                .map(name -> Finding.of(
                                        scope, "MHD's scope is " + name + "; this one is granted only by its own name"))
                                .stream())
                : Stream.empty();
    }

    private static Optional<String> meant(CheckedScope scope) {
        Matcher like = LIKE.matcher(scope.name());
        return like.matches()
                ? Optional.of("ITI-" + like.group(1)).filter(name -> !name.equals(scope.name()))
                : Optional.empty();
    }
}
