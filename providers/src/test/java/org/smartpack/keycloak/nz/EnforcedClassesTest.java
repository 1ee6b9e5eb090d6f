/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What policies leave to every client of a realm. */
class EnforcedClassesTest {

    private static String policy(String classification, String profile) {
        return "{\"name\": \"a\", \"enabled\": true, \"profiles\": [\"" + profile
                + "\"], \"conditions\": [{\"condition\":"
                + " \"smart-nz-class\", \"configuration\": {\"classification\": \"" + classification + "\"}}]}";
    }

    private static String policies(String... policies) {
        return "{\"policies\": " + List.of(policies) + "}";
    }

    private static final String ALL = policies(
            policy("PUBLIC", "nz-public").replace("\"PUBLIC\"", "\"PUBLIC\", \"unclassified\": true"),
            policy("IN-CONFIDENCE", "nz-in-confidence"),
            policy("SENSITIVE", "nz-sensitive"));

    @Test
    @DisplayName("NZ-78, NZ-80: with a policy for each class, one of them for clients without a class, all are covered")
    void all() {
        EnforcedClasses enforced = EnforcedClasses.read(ALL);
        assertThat(enforced.coverRealm()).isTrue();
        assertThat(enforced.responseTypes()).containsExactly("code", "code id_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"unclassified\": true/",
                "\"unclassified\": true/\"unclassified\": false",
                "\"unclassified\": true/\"unclassified\": \"perhaps\"",
                "SENSITIVE/sensitive",
                "nz-sensitive/nz-public",
                "\"unclassified\": true/\"unclassified\": true, \"is-negative-logic\": true",
                "\"unclassified\": true/\"unclassified\": true, \"is-negative-logic\": \"true\"",
                "\"unclassified\": true/\"unclassified\": true, \"is-negative-logic\": \"maybe\"",
                "{\"policies\": [/[",
            })
    @DisplayName("NZ-80: with less than that, some client may be covered by nothing")
    void less(String change) {
        String[] parts = change.split("/", -1);
        assertThat(ALL).contains(parts[0]);
        assertThat(EnforcedClasses.read(ALL.replace(parts[0], parts[1])).coverRealm())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC", "IN-CONFIDENCE", "SENSITIVE"})
    @DisplayName("NZ-80: a policy that is disabled covers nobody")
    void disabled(String which) {
        String[] policies = ALL.split("(?=\\{\"name\")");
        for (int i = 1; i < policies.length; i++) {
            if (policies[i].contains("\"" + which + "\"")) {
                policies[i] = policies[i].replace("\"enabled\": true", "\"enabled\": false");
            }
        }
        assertThat(EnforcedClasses.read(String.join("", policies)).coverRealm()).isFalse();
    }

    @Test
    @DisplayName("NZ-78: the variant for SMART leaves code as well, unless the strict profile is there too")
    void variants() {
        String smart = policy("SENSITIVE", "nz-sensitive-smart");
        assertThat(EnforcedClasses.read(policies(smart)).responseTypes()).containsExactly("code", "code id_token");
        assertThat(EnforcedClasses.read(policies(smart, policy("SENSITIVE", "nz-sensitive")))
                        .responseTypes())
                .containsExactly("code id_token");
        assertThat(EnforcedClasses.read(policies(policy("PUBLIC", "nz-public"))).responseTypes())
                .containsExactly("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "no JSON", "{}", "{\"policies\": null}", "{\"policies\": [null, 1, {}]}"})
    @DisplayName("NZ-70: policies that can't be read enforce nothing")
    void unreadable(String policies) {
        assertThat(EnforcedClasses.read(policies).coverRealm()).isFalse();
        assertThat(EnforcedClasses.read(policies).responseTypes()).isEmpty();
    }
}
