/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.SampleClient;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A class is enforced by a policy of its own, with its profile. */
class ClassNotEnforcedTest {

    private static final String POLICY =
            """
            {"policies": [{"name": "NZ", "enabled": true, "profiles": ["nz-sensitive"], "conditions": [
             {"condition": "smart-nz-class", "configuration": {"classification": "SENSITIVE"}}]}]}""";

    private static List<Finding> findings(String policies, String... roles) {
        SampleRealm realm = new SampleRealm();
        realm.clientPolicies = policies;
        realm.clients.add(new SampleClient("portal").roles(Set.of(roles)).build());
        return new ClassNotEnforced().breaches(realm.build()).toList();
    }

    @Test
    @DisplayName("NZ-70: a policy with the class's profile enforces the class, the variant for SMART does as well")
    void enforced() {
        assertThat(findings(POLICY, "nz-sensitive")).isEmpty();
        assertThat(findings(POLICY.replace("[\"nz-sensitive\"]", "[\"a\", \"nz-sensitive-smart\"]"), "nz-sensitive"))
                .isEmpty();
        assertThat(findings("", "reader")).isEmpty();
    }

    @Test
    @DisplayName("NZ-70: of several classes the strictest has to be enforced")
    void strictest() {
        assertThat(findings(POLICY, "nz-public", "nz-sensitive")).isEmpty();
        assertThat(findings(
                        POLICY.replace("nz-sensitive", "nz-public").replace("SENSITIVE", "PUBLIC"),
                        "nz-public",
                        "nz-sensitive"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("client portal"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "no JSON",
                "\"enabled\": true/\"enabled\": false",
                "SENSITIVE\"/IN-CONFIDENCE\"",
                "\"nz-sensitive\"/\"nz-public\"",
                "\"nz-sensitive\"/",
                "smart-nz-class/client-scopes",
                "\"classification\"/\"is-negative-logic\": true, \"classification\"",
                "\"conditions\": [/\"conditions\": [{\"condition\": \"client-access-type\", \"configuration\": {}},"
            })
    @DisplayName("NZ-70: no policy, a disabled one, another class, a cut profile or a further condition don't")
    void notEnforced(String change) {
        String[] parts = change.split("/", -1);
        String policies = parts.length == 1 ? change : POLICY.replace(parts[0], parts[1]);
        assertThat(findings(policies, "nz-sensitive")).hasSize(1);
    }
}
