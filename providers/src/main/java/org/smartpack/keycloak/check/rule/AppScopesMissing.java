/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.launch.app.SmartAppMapper;
import org.smartpack.keycloak.scope.LaunchScope;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.PlainScope;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/**
 * An app or backend service that can't ask for anything. Keycloak leaves out the client scopes of an imported client
 * that aren't there yet, and says so in its log only. A client with a mapper that says what it is in the realm gets its
 * scopes otherwise, and a service with a role of a FHIR server may have no use for any.
 */
final class AppScopesMissing implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "app-scopes-missing",
            Severity.WARNING,
            "Assign the client scopes that the client needs as Optional, or import it again, after the FHIR server.",
            "Clients > the client > Client scopes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return Stream.concat(
                apps(realm)
                        .map(client ->
                                Finding.of(client, "It has the mapper SMART app, but no SMART scope to ask for")),
                services(realm)
                        .map(client -> Finding.of(
                                client, "It signs JWTs and has a service account, but no scope system/ to ask for")));
    }

    private static Stream<CheckedClient> apps(CheckedRealm realm) {
        return realm.enabledClients()
                .filter(client -> isApp(client) && saysNothingOfRealm(client))
                .filter(client -> client.assigned().stream().noneMatch(AppScopesMissing::isSmart));
    }

    /** In a realm with a profile, roles give applications their scopes. */
    private static Stream<CheckedClient> services(CheckedRealm realm) {
        return realm.isGoverned() && realm.profiles().isEmpty()
                ? SignedClients.of(realm)
                        .filter(client -> client.hasServiceAccount() && saysNothingOfRealm(client))
                        .filter(client -> client.serviceRoles().isEmpty() && !isApp(client))
                        .filter(client -> client.assigned().stream()
                                .noneMatch(name -> isForService(name) || client.hasCodeFlow() && isSmart(name)))
                : Stream.empty();
    }

    private static boolean isApp(CheckedClient client) {
        return client.hasCodeFlow() && client.mapper(SmartAppMapper.PROVIDER_ID).isPresent();
    }

    private static boolean saysNothingOfRealm(CheckedClient client) {
        return client.mappers().stream().noneMatch(CheckedMapper::isStatement);
    }

    private static boolean isSmart(String name) {
        Scope scope = Scope.parseAllowance(name);
        return scope instanceof LaunchScope
                || scope instanceof ResourceScope
                || scope instanceof PlainScope plain && PlainScope.isSmart(plain.name());
    }

    private static boolean isForService(String name) {
        return name.equals(FhirServer.INTROSPECT_SCOPE)
                || Scope.parseAllowance(name) instanceof ResourceScope scope && scope.level() == Level.SYSTEM;
    }
}
