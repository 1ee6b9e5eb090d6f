/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.check;

import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.protocol.oidc.OIDCConfigAttributes;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.CheckedScope;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.iua.claims.IuaClaimsMapper;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

/** The setting "User scopes by assertion" where it does nothing, or is missing (JWTG-6). */
final class UserScopes implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "iua-user-scopes",
            Severity.WARNING,
            "A client gets user/ scopes by assertion if it has JWT Authorization Grant, such scopes, and its own mapper IUA"
                    + " claims with User scopes by assertion: give it all three, or take away what it shouldn't have.",
            "Clients > the client > Client scopes, and Settings > Capability config");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return IuaRules.isIua(realm)
                ? Stream.concat(
                        realm.enabledClients()
                                .flatMap(client -> fault(client).map(fault -> Finding.of(client, fault)).stream()),
                        realm.scopes().stream()
                                .filter(UserScopes::isSwitchedOn)
                                .map(scope ->
                                        Finding.of(scope, "User scopes by assertion has no effect in a client scope")))
                : Stream.empty();
    }

    private static Optional<String> fault(CheckedClient client) {
        boolean isOn = client.mappers().stream()
                .filter(mapper -> mapper.type().equals(IuaClaimsMapper.PROVIDER_ID))
                .anyMatch(mapper -> IuaClaimsMapper.givesUserScopes(mapper.config()));
        boolean hasGrant = "true".equals(client.attributes().get(OIDCConfigAttributes.JWT_AUTHORIZATION_GRANT_ENABLED));
        boolean hasScopes = client.assigned().stream().anyMatch(UserScopes::isOfUser);
        if (isOn && !hasGrant) {
            return Optional.of("User scopes by assertion is on, but JWT Authorization Grant is off");
        }
        if (isOn && !hasScopes) {
            return Optional.of("User scopes by assertion is on, but no user/ scope is assigned");
        }
        return Optional.of("It has JWT Authorization Grant and user/ scopes, which it never gets: User scopes by"
                        + " assertion is off")
                .filter(fault -> !isOn && hasGrant && hasScopes && !client.hasCodeFlow());
    }

    private static boolean isOfUser(String name) {
        return Scope.parseAllowance(name) instanceof ResourceScope scope && scope.level() == Level.USER;
    }

    private static boolean isSwitchedOn(CheckedScope scope) {
        return scope.mappers().stream()
                .filter(mapper -> mapper.type().equals(IuaClaimsMapper.PROVIDER_ID))
                .anyMatch(mapper -> IuaClaimsMapper.givesUserScopes(mapper.config()));
    }
}
