/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.smartpack.keycloak.check.CheckedScope;
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

    @Test
    void anApplicationMaySignOtherwiseThanTheDomainAllows() {
        realm.clients.add(application("RS512")
                .signs("smart.jwt.algorithms", "RS384 PS256")
                .build());
        assertThat(findings("koppeltaal-assertion-algorithm")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-assertion-algorithm")).containsExactly("client module");
    }

    @Test
    void theDomainSaysWithWhatApplicationsMaySign() {
        realm.profiles.add("Koppeltaal");
        realm.clients.add(application("RS512").build());
        realm.clients.add(domain(true, "RS384 ES384").build());
        assertThat(findings("koppeltaal-assertion-algorithm")).isEmpty();
        realm.clients.set(realm.clients.size() - 1, domain(true, "rs512").build());
        assertThat(findings("koppeltaal-assertion-algorithm")).containsExactly("client module");
        realm.clients.set(realm.clients.size() - 1, domain(false, "RS512").build());
        assertThat(findings("koppeltaal-assertion-algorithm")).isEmpty();
    }

    private static SampleClient domain(boolean isApproved, String algorithms) {
        return SampleRealm.fhirServer("domain", "https://domain.example.org/fhir")
                .mapper("smart-koppeltaal-domain", isApproved, Map.of("assertion.algorithms", algorithms));
    }

    @Test
    void aClientHasARoleOfApplicationsAndLacksTheMapper() {
        realm.scopes.add(
                new CheckedScope("system/Task.rs?resource-origin={own}", true, false, Set.of("portal"), List.of()));
        realm.scopes.add(new CheckedScope("system/Basic.rs", true, false, Set.of("reader"), List.of()));
        realm.clients.add(new SampleClient("report").serviceRoles("portal").build());
        realm.clients.add(new SampleClient("reader").serviceRoles("reader").build());
        realm.clients.add(application("RS512").serviceRoles("portal").build());
        assertThat(findings("koppeltaal-role")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-role")).containsExactly("client report");
    }

    @ParameterizedTest
    @CsvSource({
        "system/Task.rs?resource-orgin={own}, true",
        "patient/Task.rs?resource-origin={own}, true",
        "'system/Task.rs?resource-origin={own},{granted}', true",
        "system/Task.rs?resource-origin={own}&status=ready, true",
        "system/Task.rs?resource-origin=Device/portal, true",
        "system/Task.rs?resource-origin={own}, false",
        "system/Task.rs?resource-origin=%7Bgranted%7D, false",
        "system/Task.rs, false",
        "system/Task.rs?status=ready, false"
    })
    void aPermissionThatGivesNobodyAnything(String name, boolean isMistake) {
        realm.scopes.add(new CheckedScope(name, true, false, Set.of("portal"), List.of()));
        assertThat(findings("koppeltaal-permission")).isEmpty();
        realm.profiles.add("Koppeltaal");
        assertThat(findings("koppeltaal-permission")).hasSize(isMistake ? 1 : 0);
    }
}
