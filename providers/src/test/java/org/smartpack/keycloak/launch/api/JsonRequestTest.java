/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The JSON body (LCTX-4 to 15). */
class JsonRequestTest {

    private static final List<String> BASES = List.of("https://ehr.example.org/fhir", "http://127.0.0.1:8090/fhir");

    static LaunchRequest read(String json) throws Refusal {
        return new JsonRequest(BASES).read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Object parameter(String json, String name) throws Refusal {
        return read(json).context().parameters().get(name);
    }

    private static String refusal(String json) {
        return refusal(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(byte[] json) {
        try {
            new JsonRequest(BASES).read(json);
        } catch (Refusal refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.description()).matches("[ !#-\\[\\]-~]+").hasSizeLessThan(200);
            return refused.description();
        }
        throw new AssertionError("accepted: " + new String(json, StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("LCTX-5 to 14: every field of the example")
    void example() throws Refusal {
        LaunchRequest request = read(
                """
                {"patient":"123","encounter":"456","fhirContext":[{"reference":"ImagingStudy/9"}],
                 "intent":"reconcile-medications","need_patient_banner":false,
                 "tenant":"2ddd6c3a-8e9a-44c6-a305-52111ad302a2","smart_style_url":"https://ehr.example.org/style.json",
                 "user":"Practitioner/9","client_id":"growth-chart","aud":"https://ehr.example.org/fhir/",
                 "expires_in":120,"single_use":false,
                 "extensions":{"__room":"4","https://example.org/beds":[1,2.5,{"a":true}]}}
                """);
        assertThat(request.context().parameters())
                .isEqualTo(Map.of(
                        "patient", "123",
                        "encounter", "456",
                        "fhirContext", List.of(Map.of("reference", "ImagingStudy/9")),
                        "intent", "reconcile-medications",
                        "need_patient_banner", false,
                        "tenant", "2ddd6c3a-8e9a-44c6-a305-52111ad302a2",
                        "smart_style_url", "https://ehr.example.org/style.json",
                        "__room", "4",
                        "https://example.org/beds", List.of(1, 2.5, Map.of("a", true))));
        assertThat(request.user()).hasToString("Optional[Practitioner/9]");
        assertThat(request.clientId()).hasValue("growth-chart");
        assertThat(request.fhirServer()).hasValue("https://ehr.example.org/fhir/");
        assertThat(request.lifetime()).isEqualTo(120);
        assertThat(request.singleUse()).isFalse();
        assertThat(request.ignored()).isEmpty();
    }

    @Test
    @DisplayName("LCTX-9 to 13: defaults: 300 seconds, single use, any app, any user, the only FHIR server")
    void defaults() throws Refusal {
        LaunchRequest request = read("{\"patient\":\"1\"}");
        assertThat(request.lifetime()).isEqualTo(300);
        assertThat(request.singleUse()).isTrue();
        assertThat(request.clientId()).isEmpty();
        assertThat(request.user()).isEmpty();
        assertThat(request.fhirServer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "patient, 123, 123",
        "patient, Patient/123, 123",
        "patient, A-z.9, A-z.9",
        "encounter, Encounter/e-1, e-1"
    })
    @DisplayName("LCTX-5 SMART-CTX-1 SMART-CTX-2: Type/id becomes id")
    void ids(String name, String value, String id) throws Refusal {
        assertThat(parameter("{\"" + name + "\":\"" + value + "\"}", name)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"Patient/\"",
                "\"/1\"",
                "\"Encounter/1\"",
                "\"patient/1\"",
                "\"Patient/1/_history/2\"",
                "\"a b\"",
                "\"a_b\"",
                "\"../1\"",
                "\".\"",
                "\"..\"",
                "\"Patient/..\"",
                "\"1?x\"",
                "\"1#x\"",
                "\"%31\"",
                "\"\\u0000\"",
                "\"1\\n\"",
                "\"\\u0661\"",
                "1",
                "true",
                "[]",
                "{}",
                "[\"1\"]",
                "\"https://ehr.example.org/fhir/Patient/1\"",
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\""
            })
    @DisplayName("LCTX-5, 15: a patient that is not a FHIR id is refused; the field is named, the value isn't")
    void badIds(String value) {
        assertThat(refusal("{\"patient\":" + value + "}")).containsAnyOf("patient", "control characters");
    }

    @Test
    @DisplayName(
            "LCTX-7: the shorthand: a resource type in lower case goes into fhirContext, behind what is there in order")
    void shorthand() throws Refusal {
        assertThat(parameter(
                        "{\"imagingstudy\":\"9\",\"fhirContext\":[{\"reference\":\"List/1\"}],\"questionnaire\":\"Questionnaire/q\"}",
                        "fhirContext"))
                .isEqualTo(List.of(
                        Map.of("reference", "ImagingStudy/9"),
                        Map.of("reference", "List/1"),
                        Map.of("reference", "Questionnaire/q")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ImagingStudy",
                "Patient",
                "PATIENT",
                "patient ",
                "patientId",
                "launch",
                "launch/patient",
                "scope",
                "fhirUser",
                "client_secret",
                "client_assertion",
                "__room",
                "https://example.org/x",
                "",
                "\\u0000"
            })
    @DisplayName("LCTX-15: any other member is refused, also one that a form may have")
    void unknownMembers(String name) {
        assertThat(refusal("{\"patient\":\"1\",\"" + name + "\":\"1\"}"))
                .containsAnyOf("unknown member", "control characters");
    }

    @Test
    @DisplayName("LCTX-15: the name of an unknown member comes back short and harmless")
    void unknownMemberPrinted() {
        assertThat(refusal("{\"<script>\\\"'é" + "x".repeat(5000) + "\":1}"))
                .startsWith("unknown member ?script????")
                .endsWith("...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reference\":\"ImagingStudy/9\"}",
                "{\"reference\":\"ImagingStudy/9\",\"type\":\"ImagingStudy\"}",
                "{\"reference\":\"https://ehr.example.org/fhir/ImagingStudy/9\"}",
                "{\"reference\":\"http://127.0.0.1:8090/fhir/List/9\",\"role\":\"https://example.org/role/x\"}",
                "{\"reference\":\"List/9\",\"role\":\"launch\"}",
                "{\"reference\":\"List/9\",\"role\":\"urn:oid:1.2.3\"}",
                "{\"reference\":\"Patient/9\",\"role\":\"https://example.org/role/mother\"}",
                "{\"reference\":\"https://ehr.example.org/fhir/Encounter/9\",\"role\":\"https://example.org/role/last\"}",
                "{\"canonical\":\"https://example.org/Questionnaire/1\"}",
                "{\"canonical\":\"https://example.org/Questionnaire/1|v2\",\"type\":\"Questionnaire\"}",
                "{\"canonical\":\"urn:uuid:c757873d-ec9a-4326-a141-556f43239520\"}",
                "{\"identifier\":{\"system\":\"https://example.org/ids\",\"value\":\"a b\"},\"type\":\"ServiceRequest\"}",
                "{\"identifier\":{\"use\":\"official\",\"value\":\"1\",\"type\":{\"text\":\"x\"},\"period\":{\"start\":\"2026\"},"
                        + "\"assigner\":{\"display\":\"x\"},\"extension\":[{\"url\":\"https://example.org\"}],\"_system\":{\"id\":\"a\"}}}",
                "{\"reference\":\"List/1\",\"canonical\":\"https://example.org/1\",\"identifier\":{\"value\":\"1\"}}"
            })
    @DisplayName("SMART-CTX-3 SMART-CTX-4 items of fhirContext are handed on as they are")
    void fhirContext(String item) throws Refusal {
        Object read = parameter("{\"fhirContext\":[" + item + "]}", "fhirContext");
        assertThat(JsonValuesTest.json(read)).isEqualTo(JsonValuesTest.json("[" + item + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"ImagingStudy/9\"",
                "1",
                "{\"type\":\"List\"}",
                "{\"role\":\"launch\"}",
                "{\"reference\":\"Patient/1\"}",
                "{\"reference\":\"Patient/1\",\"role\":\"launch\"}",
                "{\"reference\":\"Encounter/1\"}",
                "{\"reference\":\"https://ehr.example.org/fhir/Patient/1\"}",
                "{\"identifier\":{\"value\":\"1\"},\"type\":\"Patient\"}",
                "{\"canonical\":\"https://example.org/1\",\"type\":\"Encounter\",\"role\":\"launch\"}",
                "{\"reference\":\"List/1\",\"type\":\"Patient\",\"role\":\"https://example.org/r\"}",
                "{\"reference\":\"List/1\",\"type\":\"list\"}",
                "{\"reference\":\"List/1\",\"type\":\"Unicorn\"}",
                "{\"reference\":\"List/1\",\"type\":1}",
                "{\"reference\":\"List/1\",\"type\":\"\"}",
                "{\"reference\":\"Unicorn/1\"}",
                "{\"reference\":\"list/1\"}",
                "{\"reference\":\"List\"}",
                "{\"reference\":\"List/\"}",
                "{\"reference\":\"/List/1\"}",
                "{\"reference\":\"List/1/_history/1\"}",
                "{\"reference\":\"List/..\"}",
                "{\"reference\":\"../List/1\"}",
                "{\"reference\":\"#List/1\"}",
                "{\"reference\":\"\"}",
                "{\"reference\":null}",
                "{\"reference\":[\"List/1\"]}",
                "{\"reference\":\"https://evil.example.org/fhir/List/1\"}",
                "{\"reference\":\"https://ehr.example.org/fhir2/List/1\"}",
                "{\"reference\":\"https://ehr.example.org/fhir/../List/1\"}",
                "{\"reference\":\"https://ehr.example.org.evil.example.org/fhir/List/1\"}",
                "{\"reference\":\"https://ehr.example.org/fhir//List/1\"}",
                "{\"reference\":\"//ehr.example.org/fhir/List/1\"}",
                "{\"reference\":\"urn:uuid:1\"}",
                "{\"canonical\":\"Questionnaire/1\"}",
                "{\"canonical\":\"\"}",
                "{\"canonical\":\"https://example.org/1|\"}",
                "{\"canonical\":\"https://example.org/1|2|3\"}",
                "{\"canonical\":\"https://example.org/a b\"}",
                "{\"canonical\":\"|1\"}",
                "{\"canonical\":1}",
                "{\"canonical\":\"javascript\"}",
                "{\"reference\":\"List/1\",\"role\":\"\"}",
                "{\"reference\":\"List/1\",\"role\":\"mother\"}",
                "{\"reference\":\"List/1\",\"role\":\"https://a b\"}",
                "{\"identifier\":\"1\"}",
                "{\"identifier\":{}}",
                "{\"identifier\":{\"use\":\"official\"}}",
                "{\"identifier\":{\"value\":1}}",
                "{\"identifier\":{\"value\":\"\"}}",
                "{\"identifier\":[]}",
                "{\"identifier\":{\"value\":\"1\",\"use\":\"new\"}}",
                "{\"identifier\":{\"value\":\"1\",\"system\":\"x\"}}",
                "{\"identifier\":{\"value\":\"1\",\"period\":\"2026\"}}",
                "{\"identifier\":{\"value\":\"1\",\"x\":\"1\"}}",
                "{\"identifier\":{\"value\":\"1\",\"extension\":{}}}",
                "{\"reference\":\"List/1\",\"display\":\"x\"}",
                "{\"reference\":\"List/1\",\"reference\":\"List/1\"}"
            })
    @DisplayName("LCTX-6 SMART-CTX-3 SMART-CTX-4: any other item of fhirContext is refused")
    void badFhirContext(String item) {
        assertThat(refusal("{\"patient\":\"1\",\"fhirContext\":[" + item + "]}"))
                .containsAnyOf("fhirContext", "repeated members");
    }

    @Test
    @DisplayName("LCTX-6: absolute references are refused where the realm has no such FHIR server")
    void noBases() {
        byte[] json = "{\"fhirContext\":[{\"reference\":\"https://ehr.example.org/fhir/List/1\"}]}"
                .getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new JsonRequest(List.of()).read(json));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "3600, 3600", "3601, 3600", "99999999999999999999, 3600", "300, 300"})
    @DisplayName("LCTX-12: expires_in: 30 to 3600 seconds, more means 3600")
    void lifetime(String seconds, int lifetime) throws Refusal {
        assertThat(read("{\"patient\":\"1\",\"expires_in\":" + seconds + "}").lifetime())
                .isEqualTo(lifetime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"expires_in\":29",
                "\"expires_in\":0",
                "\"expires_in\":-1",
                "\"expires_in\":-99999999999999999999",
                "\"expires_in\":120.0",
                "\"expires_in\":1e3",
                "\"expires_in\":\"120\"",
                "\"expires_in\":true",
                "\"need_patient_banner\":\"true\"",
                "\"need_patient_banner\":1",
                "\"single_use\":\"false\"",
                "\"single_use\":0",
                "\"intent\":1",
                "\"intent\":\"\"",
                "\"intent\":\" \"",
                "\"intent\":[\"a\"]",
                "\"tenant\":{}",
                "\"tenant\":\"\\u0007\"",
                "\"tenant\":\"\\ud800\"",
                "\"tenant\":\"\\u0085\"",
                "\"smart_style_url\":\"style.json\"",
                "\"smart_style_url\":\"http://ehr.example.org/style.json\"",
                "\"smart_style_url\":\"https:///style.json\"",
                "\"smart_style_url\":\"https://a b/\"",
                "\"smart_style_url\":\"javascript:alert(1)\"",
                "\"smart_style_url\":\"https://u:p@ehr.example.org/\"",
                "\"smart_style_url\":\"\"",
                "\"smart_style_url\":1",
                "\"user\":\"9\"",
                "\"user\":\"Device/9\"",
                "\"user\":\"practitioner/9\"",
                "\"user\":\"Practitioner/\"",
                "\"user\":\"https://ehr.example.org/fhir/Practitioner/9\"",
                "\"user\":\"Practitioner/9/x\"",
                "\"user\":9",
                "\"client_id\":\"\"",
                "\"client_id\":[]",
                "\"aud\":\"\"",
                "\"aud\":[\"https://ehr.example.org/fhir\"]",
                "\"iss\":1",
                "\"aud\":\"https://a.example.org\",\"iss\":\"https://b.example.org\"",
                "\"fhirContext\":{}",
                "\"fhirContext\":\"List/1\"",
                "\"extensions\":[]",
                "\"extensions\":{\"room\":1}",
                "\"extensions\":{\"__\":1}",
                "\"extensions\":{\"_x\":1}",
                "\"extensions\":{\"\":1}",
                "\"extensions\":{\"room\":null}",
                "\"extensions\":{\"patient\":\"2\"}",
                "\"extensions\":{\"fhirUser\":\"Patient/2\"}",
                "\"extensions\":{\"sub\":\"2\"}",
                "\"extensions\":{\"__x\":\"\\u0000\"}",
                "\"extensions\":{\"__x\":{\"\\u0000\":1}}",
                "\"extensions\":{\"__x\":1e999}",
                "\"extensions\":{\"__x\":[-1e999]}",
                "\"extensions\":{\"__x\":1,\"__x\":1}",
                "\"imagingstudy\":1",
                "\"imagingstudy\":\"List/1\""
            })
    @DisplayName("LCTX-15: any other value is refused, also beside a good patient")
    void badValues(String member) {
        String name = member.substring(1, member.indexOf('"', 1));
        assertThat(refusal("{\"patient\":\"1\"," + member + "}"))
                .containsAnyOf(name, "aud", "control characters", "repeated");
    }

    @Test
    @DisplayName("LCTX-8, 14: texts have 255 characters at most, URLs 1024, names of extensions 255")
    void lengths() throws Refusal {
        assertThat(parameter("{\"intent\":\"" + "x".repeat(255) + "\"}", "intent"))
                .isEqualTo("x".repeat(255));
        assertThat(refusal("{\"intent\":\"" + "x".repeat(256) + "\"}")).contains("intent");
        assertThat(refusal("{\"patient\":\"1\",\"client_id\":\"" + "x".repeat(256) + "\"}"))
                .contains("client_id");
        assertThat(refusal("{\"smart_style_url\":\"https://a.example.org/" + "x".repeat(1024) + "\"}"))
                .contains("smart_style_url");
        assertThat(refusal("{\"extensions\":{\"__" + "x".repeat(254) + "\":1}}"))
                .contains("extensions");
        assertThat(refusal("{\"patient\":\"1\",\"aud\":\"" + "x".repeat(1025) + "\"}"))
                .contains("aud");
    }

    @Test
    @DisplayName("LCTX-11: aud and iss may both be there when they say the same, a slash at the end aside")
    void audAndIss() throws Refusal {
        assertThat(read("{\"patient\":\"1\",\"aud\":\"https://a/fhir\",\"iss\":\"https://a/fhir/\"}")
                        .fhirServer())
                .hasValue("https://a/fhir/");
    }

    @Test
    @DisplayName("LEN-4: null for a member that may be left out is as if it were, in fhirContext too")
    void nulls() throws Refusal {
        assertThat(
                        read(
                                """
                        {"patient":"1","encounter":null,"fhirContext":null,"intent":null,"need_patient_banner":null,
                         "tenant":null,"smart_style_url":null,"user":null,"client_id":null,"aud":null,"iss":null,
                         "expires_in":null,"single_use":null,"extensions":null,"imagingstudy":null}
                        """))
                .isEqualTo(read("{\"patient\":\"1\"}"));
        assertThat(
                        read(
                                """
                        {"patient":null,"extensions":{"__x":null,"__y":1},"fhirContext":[
                         {"reference":"List/1","canonical":null,"identifier":null,"type":null,"role":null},
                         {"reference":null,"type":"Task","identifier":{"system":null,"value":"7","use":null,"period":null,
                          "extension":null}}]}
                        """))
                .isEqualTo(
                        read(
                                """
                        {"extensions":{"__y":1},"fhirContext":[
                         {"reference":"List/1"},{"type":"Task","identifier":{"value":"7"}}]}
                        """));
        assertThat(refusal("{\"patient\":null}")).contains("empty");
        assertThat(refusal("{\"patient\":\"1\",\"pateint\":null}")).contains("pateint");
        assertThat(refusal("{\"patient\":\"1\",\"Patient\":null}")).contains("Patient");
        assertThat(refusal("{\"fhirContext\":[{\"reference\":\"List/1\",\"x\":null}]}"))
                .contains("unknown");
        assertThat(refusal("{\"fhirContext\":[{\"identifier\":{\"value\":null}}]}"))
                .contains("neither");
        assertThat(refusal("{\"fhirContext\":[{\"identifier\":{\"value\":\"7\",\"x\":null}}]}"))
                .contains("unknown");
    }

    @Test
    @DisplayName("LEN-3: a byte order mark before the body is skipped")
    void byteOrderMark() throws Refusal {
        assertThat(read("\uFEFF{\"patient\":\"1\"}")).isEqualTo(read("{\"patient\":\"1\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"fhirContext\":[]}",
                "{\"extensions\":{}}",
                "{\"client_id\":\"app\"}",
                "{\"user\":\"Practitioner/1\",\"expires_in\":60,\"single_use\":true,\"aud\":\"https://a/fhir\"}"
            })
    @DisplayName("LCTX-15: an empty context is refused")
    void empty(String json) {
        assertThat(refusal(json)).contains("empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "}",
                "{\"patient\"}",
                "{\"patient\":}",
                "{'patient':'1'}",
                "{\"patient\":\"1\",}",
                "{\"patient\":\"1\"} x",
                "{\"patient\":\"1\"}{}",
                "{\"patient\":\"1\"}//x",
                "/**/{\"patient\":\"1\"}",
                "{\"patient\":\"1\",\"patient\":\"1\"}",
                "{\"patient\":NaN}",
                "{\"extensions\":{\"__x\":{\"a\":1,\"a\":2}}}",
                "\uFEFF\uFEFF{\"patient\":\"1\"}",
                "\uFEFF",
                "patient=1",
                "{\"expires_in\":111111111111111111111111111111111111111111111111111111}"
            })
    @DisplayName("LCTX-15: what isn't one JSON object without repeated members is refused")
    void malformed(String json) {
        assertThat(refusal(json)).contains("the body");
    }

    @Test
    @DisplayName("LCTX-4, 15: other encodings than UTF-8, and endless nesting, are refused")
    void encodings() {
        assertThat(refusal(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .contains("the body");
        assertThat(refusal("{\"patient\":\"1\"}".getBytes(StandardCharsets.UTF_16)))
                .contains("the body");
        assertThat(refusal("{\"intent\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("the body");
        assertThat(refusal("{\"extensions\":{\"__x\":" + "[".repeat(8000) + "]".repeat(8000) + "}}"))
                .contains("the body");
        assertThat(refusal("{\"a\":".repeat(3000))).contains("the body");
    }
}
