/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeReaderTest {

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-1 SMART-SCOPE-30 letters and v1 words stand for interactions")
    @CsvSource({
        "system/*.rs, SYSTEM, *, 'READ SEARCH'",
        "system/Observation.cruds, SYSTEM, Observation, 'CREATE READ UPDATE DELETE SEARCH'",
        "user/Patient.d, USER, Patient, DELETE",
        "patient/Condition.cu, PATIENT, Condition, 'CREATE UPDATE'",
        "system/*.read, SYSTEM, *, 'READ SEARCH'",
        "patient/Patient.write, PATIENT, Patient, 'CREATE UPDATE DELETE'",
        "user/*.*, USER, *, 'CREATE READ UPDATE DELETE SEARCH'",
    })
    void readsWellFormedScopes(String text, Level level, String type, String interactions) {
        assertThat(ScopeReader.read(text)).hasValueSatisfying(scope -> {
            assertThat(scope.level()).isEqualTo(level);
            assertThat(scope.type()).isEqualTo(type);
            assertThat(scope.restrictions()).isEmpty();
            assertThat(scope.interactions())
                    .containsExactlyInAnyOrderElementsOf(List.of(interactions.split(" ")).stream()
                            .map(Interaction::valueOf)
                            .toList());
        });
    }

    @ParameterizedTest
    @DisplayName("SMART-SCOPE-2 SMART-SCOPE-26 SMART-SCOPE-33 attack 17: a malformed scope gives nothing")
    @ValueSource(
            strings = {
                "",
                "system",
                "system/",
                "system/.rs",
                "system/*",
                "system/*.",
                "system/*.sr",
                "system/*.dus",
                "system/*.rr",
                "system/*.CRUDS",
                "system/*.crudsx",
                "System/*.rs",
                "clinic/*.rs",
                "/Patient.rs",
                "system/patient.rs",
                "system/P.rs",
                "system/Pat1ent.rs",
                "system/Patiënt.rs",
                "system/**.rs",
                "system/Patient.read?_id=1",
                "system/Patient.*?_id=1",
                "system/Observation.rs?",
                "system/Observation.rs?category",
                "system/Observation.rs?category=",
                "system/Observation.rs?=laboratory",
                "system/Observation.rs?category=laboratory&",
                "system/Observation.rs?&category=laboratory",
                "system/Observation.rs?category=%zz",
                "system/Observation.rs?category=%2",
                "system?category=a/b.rs",
                "launch/patient",
                "openid",
            })
    void leavesOutWhatIsMalformed(String text) {
        assertThat(ScopeReader.read(text)).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-24 restrictions are percent-decoded, a plus stays a plus")
    void decodesRestrictions() {
        assertThat(ScopeReader.read("system/Observation.rs?category=http://example.org/c|lab%20a&code=a+b,%26"))
                .hasValueSatisfying(scope -> assertThat(scope.restrictions())
                        .containsExactly(
                                new Restriction("category", "http://example.org/c|lab a"),
                                new Restriction("code", "a+b,&")));
    }

    @Test
    @DisplayName("SMART-SCOPE-6 the scopes of a claim are read one by one, others are passed over")
    void readsAClaim() {
        assertThat(ScopeReader.readAll("openid system/Patient.rs  system/x.rs profile system/Observation.r"))
                .extracting(Scope::type)
                .containsExactly("Patient", "Observation");
    }
}
