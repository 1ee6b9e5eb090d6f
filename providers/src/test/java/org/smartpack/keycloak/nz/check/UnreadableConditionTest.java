/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A condition that nobody can read is found, whoever its clients are. */
class UnreadableConditionTest {

    private static final String POLICY =
            """
            {"policies": [{"name": "NZ", "enabled": true, "profiles": ["nz-sensitive"], "conditions": [
             {"condition": "smart-nz-class", "configuration": {"classification": "SENSITIVE"}}]}]}""";

    private static List<Finding> findings(String policies) {
        SampleRealm realm = new SampleRealm();
        realm.clientPolicies = policies;
        return new UnreadableCondition().breaches(realm.build()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"SENSITIVE\"/\"sensitiv\"",
                "\"SENSITIVE\"/\"\"",
                "\"SENSITIVE\"/null",
                "\"SENSITIVE\"/[\"PUBLIC\", \"SENSITIVE\"]",
                "\"classification\"/\"class\"",
                ", \"configuration\": {\"classification\": \"SENSITIVE\"}/",
                "\"conditions\": [/\"conditions\": [{\"condition\": \"any-client\", \"configuration\": {}},"
                        + " {\"condition\": \"smart-nz-class\"},"
            })
    @DisplayName("NZ-70: a class that can't be read is named, with the policy")
    void unreadable(String change) {
        String[] parts = change.split("/", -1);
        assertThat(findings(POLICY.replace(parts[0], parts[1]))).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("client policy NZ");
            assertThat(finding.text()).contains("classification must be one of PUBLIC, IN-CONFIDENCE, SENSITIVE");
        });
    }

    @Test
    @DisplayName("NZ-70: so is the other setting")
    void unclassified() {
        assertThat(findings(POLICY.replace("SENSITIVE\"", "SENSITIVE\", \"unclassified\": \"perhaps\"")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("unclassified must be true or false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x/y",
                "smart-nz-class/any-client",
                "\"enabled\": true/\"enabled\": false",
                "\"SENSITIVE\"/\"PUBLIC\", \"unclassified\": true",
                "{\"policies\"/no JSON"
            })
    @DisplayName("NZ-70: a class that is one, another condition and a policy that is off are left alone")
    void fine(String change) {
        String[] parts = change.split("/", -1);
        assertThat(findings(POLICY.replace(parts[0], parts[1]).replace("sensitive", "sensitiv")))
                .isEmpty();
        assertThat(findings("")).isEmpty();
    }
}
