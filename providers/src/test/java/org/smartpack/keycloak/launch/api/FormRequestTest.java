/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.caller.FormFields;
import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

/** The form body (LCTX-4 to 15). */
class FormRequestTest {

    private static LaunchRequest read(String form) throws Refusal {
        return FormRequest.read(FormFields.parse(form.getBytes(StandardCharsets.US_ASCII), StandardCharsets.UTF_8));
    }

    private static String refusal(String form) {
        return refusal(form.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String refusal(byte[] form, Charset charset) {
        try {
            FormRequest.read(FormFields.parse(form, charset));
        } catch (Refusal refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            return refused.description();
        }
        throw new AssertionError("accepted");
    }

    @Test
    @DisplayName("LCTX-FA-4 keys are resource types, several allowed, in any case")
    void types() throws Refusal {
        assertThat(read("patient=1&encounter=2").context().parameters())
                .isEqualTo(Map.of("patient", "1", "encounter", "2"));
        assertThat(read("Patient=1&ENCOUNTER=2&imagingStudy=3&SERVICEREQUEST=ServiceRequest/4")
                        .context()
                        .parameters())
                .isEqualTo(Map.of(
                        "patient",
                        "1",
                        "encounter",
                        "2",
                        "fhirContext",
                        List.of(Map.of("reference", "ImagingStudy/3"), Map.of("reference", "ServiceRequest/4"))));
    }

    @Test
    @DisplayName("LCTX-FA-7 Patient/123 is reduced to 123, encoded or not")
    void prefix() throws Refusal {
        assertThat(read("patient=Patient/123").context().patient()).hasValue("123");
        assertThat(read("patient=Patient%2f123").context().patient()).hasValue("123");
    }

    @Test
    @DisplayName("LCTX-8 to 13: the fields that hold a single value")
    void scalars() throws Refusal {
        LaunchRequest request = read("intent=order+review&tenant=t%C3%A9&need_patient_banner=true"
                + "&smart_style_url=https%3A%2F%2Fehr.example.org%2Fs.json&user=Practitioner/9&client_id=app"
                + "&iss=https%3A%2F%2Fehr.example.org%2Ffhir&expires_in=3700&single_use=false");
        assertThat(request.context().parameters())
                .isEqualTo(Map.of(
                        "intent", "order review",
                        "tenant", "t\u00e9",
                        "need_patient_banner", true,
                        "smart_style_url", "https://ehr.example.org/s.json"));
        assertThat(request.user()).hasToString("Optional[Practitioner/9]");
        assertThat(request.clientId()).hasValue("app");
        assertThat(request.fhirServer()).hasValue("https://ehr.example.org/fhir");
        assertThat(request.lifetime()).isEqualTo(3600);
        assertThat(request.singleUse()).isFalse();
    }

    @Test
    @DisplayName("LCTX-FA-8 unknown keys are ignored and reported, credentials are neither")
    void ignored() throws Refusal {
        LaunchRequest request = read("patient=1&launch/patient=2&fhirContext=[]&extensions={}&unicorn=3&=4&Intent=x"
                + "&client_assertion=a.b.c&client_assertion_type=t");
        assertThat(request.context().parameters()).isEqualTo(Map.of("patient", "1"));
        assertThat(request.ignored())
                .containsExactly("launch/patient", "fhirContext", "extensions", "unicorn", "", "Intent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient=",
                "patient",
                "patient=Encounter/1",
                "patient=Patient/",
                "patient=1%202",
                "patient=1%00",
                "patient=..",
                "patient=%",
                "patient=%3",
                "patient=%zz",
                "patient=%C3%28",
                "patient=\u00e9",
                "patient=1&patient=1",
                "patient=1&Patient=1",
                "patient=1&encounter=2&ENCOUNTER=2",
                "patient=1&intent=a&intent=b",
                "patient=1&x=1&x=1",
                "patient=1&%78=1&x=1",
                "imagingstudy=List/1",
                "patient=1&intent=%0A",
                "patient=1&need_patient_banner=1",
                "patient=1&need_patient_banner=TRUE",
                "patient=1&single_use=no",
                "patient=1&expires_in=1.5",
                "patient=1&expires_in=%2B60",
                "patient=1&expires_in=29",
                "patient=1&expires_in=-5",
                "patient=1&expires_in=0x40",
                "patient=1&expires_in=999999999999999999999999999999999999999",
                "patient=1&user=9",
                "patient=1&aud=https://a/fhir&iss=https://b/fhir",
                "patient=1&smart_style_url=http://a/",
                "patient=1&%00=1",
                "patient=1&%EF%BF",
                "",
                "&&&",
                "unicorn=1",
                "client_id=app&user=Practitioner/1",
                "\0patient=1",
                "patient=1&\r\nx=1"
            })
    @DisplayName("LCTX-15: what is malformed, repeated, empty or out of range is refused")
    void refused(String form) {
        assertThat(refusal(form)).isNotEmpty().matches("[ !#-\\[\\]-~]+");
    }

    @Test
    @DisplayName("LCTX-4: a form that says it is in Latin 1 is read so; what its charset doesn't have is refused")
    void charsets() throws Refusal {
        FormFields latin =
                FormFields.parse("tenant=%E9".getBytes(StandardCharsets.US_ASCII), StandardCharsets.ISO_8859_1);
        assertThat(latin.get("tenant")).hasValue("\u00e9");
        assertThat(refusal("tenant=%E9".getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII))
                .contains("charset");
    }

    @Test
    @DisplayName("LCTX-4: empty pairs mean nothing")
    void emptyPairs() throws Refusal {
        assertThat(read("&patient=1&&").context().patient()).hasValue("1");
    }

    @Test
    @DisplayName("LEN-1: a field without a value counts as left out")
    void withoutValue() throws Refusal {
        LaunchRequest request =
                read("patient=&patient=1&encounter=&intent=&need_patient_banner=&single_use=&expires_in="
                        + "&user=&client_id=&aud=&iss&unicorn=");
        assertThat(request).isEqualTo(read("patient=1"));
    }
}
