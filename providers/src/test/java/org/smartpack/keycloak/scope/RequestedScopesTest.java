/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestedScopesTest {

    @ParameterizedTest
    @CsvSource({
        "openid profile,                  false, false, false, false",
        "openid fhirUser,                 true,  false, false, false",
        "online_access,                   true,  false, false, false",
        "launch,                          true,  true,  true,  false",
        "launch/patient,                  true,  true,  false, true",
        "launch/encounter,                true,  true,  false, false",
        "patient/*.rs,                    true,  true,  false, true",
        "user/*.rs,                       true,  true,  false, false",
        "system/*.rs,                     true,  false, false, false",
        "patient/Nothing.rs,              true,  false, false, false",
        "launching patientdata users/*.r, false, false, false, false",
        "http://smarthealthit.org/fhir/scopes/launch/patient, true, true, false, true"
    })
    @DisplayName("SMART-SCOPE-40, 43: what hangs on a scope")
    void meaning(String scopes, boolean isSmart, boolean needCodeFlow, boolean isEhrLaunch, boolean needsPatient) {
        RequestedScopes list = RequestedScopes.of(scopes);
        assertThat(list.isSmart()).as("SMART").isEqualTo(isSmart);
        assertThat(list.needCodeFlow()).as("for apps").isEqualTo(needCodeFlow);
        assertThat(list.isEhrLaunch()).as("EHR launch").isEqualTo(isEhrLaunch);
        assertThat(list.needsPatient()).as("needs a patient").isEqualTo(needsPatient);
    }

    @Test
    void nothing() {
        assertThat(RequestedScopes.of(null).isSmart()).isFalse();
        assertThat(RequestedScopes.of("").scopes()).isEmpty();
    }
}
