/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.auto.service.AutoService;

import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedMapper;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.RuleBook;
import org.smartpack.keycloak.clientauth.SmartJwtAuthenticatorFactory;
import org.smartpack.keycloak.koppeltaal.domain.DomainAlgorithms;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomainMapper;

/** The rules for a Koppeltaal domain. */
@AutoService(RuleBook.class)
public final class DomainRules implements RuleBook {

    @Override
    public List<RealmRule> rules() {
        return List.of(
                new PatientStepInDomain(),
                new ApplicationWithoutMapper(),
                new RoleWithoutMapper(),
                new PermissionName(),
                new TokenAlgorithm(),
                new AssertionAlgorithm());
    }

    static boolean isDomain(CheckedRealm realm) {
        return realm.profiles().contains(KoppeltaalDomain.PROFILE);
    }

    /** The enabled clients with the mapper "Koppeltaal application"; none outside a domain. */
    static Stream<CheckedClient> applications(CheckedRealm realm) {
        return isDomain(realm)
                ? realm.enabledClients().filter(client -> client.mapper(KoppeltaalAppMapper.PROVIDER_ID)
                        .isPresent())
                : Stream.empty();
    }

    static boolean signs(CheckedClient client) {
        return SmartJwtAuthenticatorFactory.PROVIDER_ID.equals(client.authenticator());
    }

    /** What the domain's approved mapper says. */
    static DomainAlgorithms algorithms(CheckedRealm realm) {
        return DomainAlgorithms.of(realm.clients().stream()
                .flatMap(client -> client.mapper(KoppeltaalDomainMapper.PROVIDER_ID).stream())
                .filter(CheckedMapper::isApproved)
                .map(CheckedMapper::config)
                .findFirst()
                .orElse(Map.of()));
    }
}
