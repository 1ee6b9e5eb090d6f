/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.launch.app.SmartAppMapper;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * An app that can't ask for anything. Keycloak leaves out the client scopes of an imported client that aren't there
 * yet, and says so in its log only. A client with a mapper that says what it is in the realm gets its scopes otherwise.
 */
final class AppScopesMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "app-scopes-missing",
            Severity.WARNING,
            "Assign the client scopes that the app needs as Optional, or import the app again, after the FHIR server.",
            "Clients > the client > Client scopes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.enabledClients()
                .filter(client -> client.hasCodeFlow()
                        && client.mapper(SmartAppMapper.PROVIDER_ID).isPresent()
                        && client.mappers().stream().noneMatch(CheckedMapper::isStatement))
                .filter(client -> client.assigned().stream().noneMatch(AppScopesMissing::isSmart))
                .map(client -> Finding.of(client, "It has the mapper SMART app, but no SMART scope to ask for"));
    }

    private static boolean isSmart(String name) {
        Scope scope = Scope.parseAllowance(name);
        return scope instanceof LaunchScope || scope instanceof ResourceScope;
    }
}
