/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.SampleClient;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;

class DomainRulesTest {

    private final SampleRealm realm = new SampleRealm();

    @BeforeEach
    void domain() {
        realm.clients.removeIf(client -> client.clientId().equals("service"));
    }

    private List<String> findings(String rule) {
        return new DomainRules()
                .rules().stream()
                        .filter(one -> one.advice().id().equals(rule))
                        .findFirst()
                        .map(one -> one.breaches(realm.build())
                                .map(Finding::subject)
                                .toList())
                        .orElseThrow();
    }

    private static SampleClient application(String algorithm) {
        return SampleRealm.service("module")
                .mapper("smart-koppeltaal-app", true, Map.of())
                .signs("access.token.signed.response.alg", algorithm);
    }

    @Test
    void aGoodDomainBreaksNoRule() {
        realm.profiles.add("Koppeltaal");
        realm.clients.add(application("RS512").build());
        assertThat(new DomainRules().rules()).allSatisfy((RealmRule rule) -> assertThat(rule.breaches(realm.build()))
                .isEmpty());
    }

    @Test
    void theStepInWhichUsersChooseAPatientIsOn() {
        realm.actions.add("smart-patient");
        assertThat(findings("koppeltaal-patient-step")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-patient-step")).containsExactly("realm");
    }

    @Test
    void aClientLacksTheMapper() {
        realm.clients.add(SampleRealm.service("module").build());
        assertThat(findings("koppeltaal-application")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-application")).containsExactly("client module");
    }

    @Test
    void anApplicationHasTokensOfAnotherAlgorithm() {
        realm.clients.add(application("RS256").build());
        assertThat(findings("koppeltaal-algorithm")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-algorithm")).containsExactly("client module");
    }
}
