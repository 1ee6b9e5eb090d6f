/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FhirNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "Patient",
                "Patient/",
                "/1",
                "patient/1",
                "Patients/1",
                "Patient/1/",
                "Patient/1/_history/2",
                "Patient/a b",
                "Patient/ä",
                "Patient/..",
                "Patient/.",
                "Patient/1?x",
                "Patient/1\n",
                "https://ehr.example.org/Patient/1",
                "Patient/12345678901234567890123456789012345678901234567890123456789012345"
            })
    @DisplayName("SMART-CTX-3: what is no literal reference")
    void noReference(String text) {
        assertThat(FhirReference.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("SMART-CTX-3: a literal reference")
    void reference() {
        assertThat(FhirReference.parse("ImagingStudy/a.b-C9")).contains(new FhirReference("ImagingStudy", "a.b-C9"));
        assertThat(new FhirReference("Patient", "1")).hasToString("Patient/1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://ehr.example.org/fhir, https://ehr.example.org/fhir",
        "https://ehr.example.org/fhir/, https://ehr.example.org/fhir",
        "http://127.0.0.1:8090/fhir, http://127.0.0.1:8090/fhir",
        "https://ehr.example.org, https://ehr.example.org"
    })
    @DisplayName("SMART-AUTHZ-1: base URLs, without the slash at the end")
    void baseUrl(String text, String expected) {
        assertThat(BaseUrl.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fhir",
                "/fhir",
                "ftp://ehr.example.org/fhir",
                "https:///fhir",
                "https://u:p@ehr.example.org/fhir",
                "https://ehr.example.org/fhir?a=b",
                "https://ehr.example.org/fhir#f",
                "https://ehr.example.org/a b",
                "https://ehr.example.org/fhir//",
                "https://ehr.example.org//",
                "javascript:alert(1)"
            })
    @DisplayName("SMART-AUTHZ-1: what is no base URL")
    void noBaseUrl(String text) {
        assertThat(BaseUrl.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("SMART-AUTHZ-1: base URLs have an end")
    void longBaseUrl() {
        assertThat(BaseUrl.parse("https://ehr.example.org/" + "x".repeat(2000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/1, true, Patient",
        "Person/p, true, Person",
        "https://ehr.example.org/fhir/Practitioner/9, false, Practitioner",
        "http://127.0.0.1:8090/RelatedPerson/9, false, RelatedPerson"
    })
    @DisplayName("SMART-SCOPE-46: who can be a fhirUser")
    void fhirUser(String text, boolean isRelative, String type) {
        FhirUser user = FhirUser.parse(text).orElseThrow();
        assertThat(user.isRelative()).isEqualTo(isRelative);
        assertThat(user.reference().type()).isEqualTo(type);
        assertThat(user.url()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Device/1",
                "Organization/1",
                "patient/1",
                "Patient",
                "/Patient/1",
                "fhir/Patient/1",
                "//ehr.example.org/Patient/1",
                "ftp://ehr.example.org/Patient/1",
                "https://ehr.example.org/fhir?x=/Patient/1",
                "https://ehr.example.org/fhir/Patient/1/_history/1",
                "javascript:/Patient/1"
            })
    @DisplayName("SMART-SCOPE-46: who can't")
    void noFhirUser(String text) {
        assertThat(FhirUser.parse(text)).isEmpty();
    }
}
