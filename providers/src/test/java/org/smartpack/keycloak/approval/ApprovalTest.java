/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;

import static org.assertj.core.api.Assertions.assertThat;

class ApprovalTest {

    @Test
    @DisplayName("an approval is read back as it was stored, whatever the settings are called")
    void roundTrip() {
        Map<String, String> config =
                Map.of("base.url", "https://ehr.example.org/fhir", "client_id", "x", "mapper", "y");
        for (String mapper : List.of("", "2c3d")) {
            Approval approval = new Approval("0a1b", "fhir-server", "smart-fhir-server", mapper, config);
            assertThat(readBack(approval)).isEqualTo(approval);
        }
    }

    private static Approval readBack(Approval approval) {
        ComponentModel stored = new ComponentModel();
        stored.setName(approval.client());
        stored.setParentId(approval.type());
        stored.setConfig(approval.toConfig());
        return Approval.of(stored);
    }

    @Test
    @DisplayName("settings without a value make no difference: the console sends them, databases may drop them")
    void withoutEmpty() {
        Map<String, String> config = new HashMap<>(Map.of("base.url", "https://ehr.example.org/fhir", "own.name", " "));
        config.put("internal.url", null);
        assertThat(Statement.withoutEmpty(config)).isEqualTo(Map.of("base.url", "https://ehr.example.org/fhir"));
        assertThat(Statement.withoutEmpty(null)).isEmpty();
    }
}
