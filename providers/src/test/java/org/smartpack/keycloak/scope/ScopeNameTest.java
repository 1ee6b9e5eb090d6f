/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SMART-SCOPE-3 the name of a client scope")
class ScopeNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/observation.rs",
                "system/Observation.sr",
                "system/Pateint.rs",
                "patient/*.rx",
                "system/Patient.rs?name",
                "system/Task.rs?resource-origin={onw}"
            })
    void surelyMisspeltInEveryRealm(String name) {
        assertThat(new ScopeName(name).fault(false)).isPresent();
        assertThat(new ScopeName(name).fault(true)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch/Patient",
                "user/account.read",
                "System/Patient.rs",
                "Launch/patient",
                "fhiruser",
                "Online_Access"
            })
    void misspeltWhereThereIsAFhirServer(String name) {
        assertThat(new ScopeName(name).fault(true)).isPresent();
        assertThat(new ScopeName(name).fault(false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/*.rs",
                "patient/Observation.cruds",
                "user/*.read",
                "system/Observation.rs?category=laboratory",
                "system/*.cruds?resource-origin=",
                "system/Task.rus?resource-origin={granted}",
                "http://smarthealthit.org/fhir/scopes/system/Patient.rs",
                "launch",
                "launch/patient",
                "fhirUser",
                "user/settings",
                "user/profile",
                "openid",
                "organization:*"
            })
    void correctOrNeverMeantToBeOne(String name) {
        assertThat(new ScopeName(name).fault(true)).isEmpty();
        assertThat(new ScopeName(name).fault(false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "system/observation.rs, does not name a resource type",
        "system/Observation.sr, in this order",
        "system/Task.rs?resource-origin={onw}, 'unknown placeholder {onw}; known are {granted}, {own}'",
        "System/Patient.rs, system/Patient.rs",
        "fhiruser, fhirUser"
    })
    void theFaultSaysWhatIsWrong(String name, String text) {
        assertThat(new ScopeName(name).fault(true).orElseThrow()).contains(text);
    }

    @Test
    void aNameThatTheDatabaseDoesNotTake() {
        String name = "system/Patient.rs?name=" + "x".repeat(255 - "system/Patient.rs?name=".length());
        assertThat(new ScopeName(name).fault(false)).isEmpty();
        assertThat(new ScopeName(name + "x").fault(false).orElseThrow()).contains("255");
        assertThat(new ScopeName("x".repeat(300)).fault(true)).isEmpty();
    }
}
