/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.smartpack.keycloak.caller.FormFields;
import org.smartpack.keycloak.error.Printable;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** Whatever is sent, there is a request that keeps the rules, or the typed refusal; and soon. */
class RequestFuzzTest {

    private static final JsonRequest JSON = new JsonRequest(List.of("https://ehr.example.org/fhir"));

    private static void json(byte[] body) {
        try {
            keepsTheRules(JSON.read(body));
        } catch (Refusal refused) {
            isHarmless(refused);
        }
    }

    private static void form(byte[] body) {
        try {
            keepsTheRules(FormRequest.read(FormFields.parse(body, StandardCharsets.UTF_8)));
        } catch (Refusal refused) {
            isHarmless(refused);
        }
    }

    private static void keepsTheRules(LaunchRequest request) {
        assertThat(request.context().parameters()).isNotEmpty();
        request.context().patient().ifPresent(patient -> assertThat(FhirReference.isId(patient))
                .isTrue());
        assertThat(request.lifetime()).isBetween(30, 3600);
        request.ignored().forEach(key -> assertThat(Printable.of(key)).matches("[A-Za-z0-9_.:/#?()-]{1,70}"));
    }

    private static void isHarmless(Refusal refused) {
        assertThat(refused.description()).matches("[ !#-\\[\\]-~]{1,200}");
        assertThat(refused.reason()).matches("[ !#-\\[\\]-~]{1,200}");
    }

    @Property
    @Label("any bytes")
    void bytes(@ForAll byte[] body) {
        json(body);
        form(body);
    }

    @Property
    @Label("any text")
    void text(@ForAll String body) {
        json(body.getBytes(StandardCharsets.UTF_8));
        form(body.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> jsonBodies() {
        Arbitrary<String> scalars = Arbitraries.of(
                "\"1\"",
                "\"Patient/1\"",
                "\"List/1\"",
                "\"\"",
                "1",
                "-1",
                "1e400",
                "120",
                "true",
                "false",
                "null",
                "\"https://ehr.example.org/fhir\"",
                "\"https://ehr.example.org/fhir/List/1\"",
                "\"launch\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"Practitioner/1\"",
                "\"urn:x:y\"");
        Arbitrary<String> names = Arbitraries.of(
                "patient",
                "encounter",
                "fhirContext",
                "intent",
                "tenant",
                "need_patient_banner",
                "smart_style_url",
                "user",
                "client_id",
                "aud",
                "iss",
                "expires_in",
                "single_use",
                "extensions",
                "list",
                "reference",
                "canonical",
                "identifier",
                "type",
                "role",
                "value",
                "system",
                "use",
                "__x",
                "https://x.example",
                "x");
        Arbitrary<String> values = Arbitraries.lazyOf(
                () -> scalars,
                () -> scalars,
                () -> jsonValues(names).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]"),
                () -> jsonValues(names));
        return members(names, values);
    }

    private Arbitrary<String> jsonValues(Arbitrary<String> names) {
        return members(
                names,
                Arbitraries.of(
                        "\"List/1\"",
                        "\"1\"",
                        "{}",
                        "[]",
                        "{\"value\":\"1\"}",
                        "\"Patient\"",
                        "null",
                        "\"launch\"",
                        "\"https://x.example/1|2\""));
    }

    private static Arbitrary<String> members(Arbitrary<String> names, Arbitrary<String> values) {
        return Combinators.combine(names, values)
                .as((name, value) -> "\"" + name + "\":" + value)
                .list()
                .ofMaxSize(5)
                .map(all -> "{" + String.join(",", all) + "}");
    }

    @Property(tries = 3000)
    @Label("JSON that looks right")
    void likelyJson(@ForAll("jsonBodies") String body) {
        json(body.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> formBodies() {
        Arbitrary<String> keys = Arbitraries.of(
                "patient",
                "Patient",
                "encounter",
                "list",
                "intent",
                "need_patient_banner",
                "expires_in",
                "user",
                "aud",
                "iss",
                "client_id",
                "x",
                "%",
                "%E9",
                "");
        Arbitrary<String> values = Arbitraries.of(
                "1", "Patient/1", "Patient%2F1", "", "true", "60", "%00", "%C3%A9", "+", "=", "https://a", "Person/1");
        return Combinators.combine(keys, values)
                .as((key, value) -> key + "=" + value)
                .list()
                .ofMaxSize(6)
                .map(pairs -> String.join("&", pairs));
    }

    @Property(tries = 3000)
    @Label("forms that look right")
    void likelyForms(@ForAll("formBodies") String body) {
        form(body.getBytes(StandardCharsets.UTF_8));
    }

    @Example
    @Label("the largest bodies, made to be slow, take no time")
    void large() {
        int size = LaunchContextEndpoint.MAX_BYTES;
        List<String> bodies = List.of(
                "&".repeat(size),
                "a=&".repeat(size / 3),
                "%61".repeat(size / 3),
                "{\"fhirContext\":[" + "{\"reference\":\"List/1\"},".repeat(size / 25) + "{\"reference\":\"List/1\"}]}",
                "{\"fhirContext\":[{\"canonical\":\"a:" + "b".repeat(size) + "\"}]}",
                "{\"smart_style_url\":\"https://" + "a.".repeat(size / 2) + "\"}",
                "{\"extensions\":{\"" + "a:".repeat(size / 2) + "\":1}}",
                "{\"x" + "\\u0041".repeat(size / 6) + "\":1}",
                "{\"expires_in\":" + "9".repeat(size) + "}");
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> bodies.forEach(body -> {
                    json(body.getBytes(StandardCharsets.UTF_8));
                    form(body.getBytes(StandardCharsets.UTF_8));
                }));
    }
}
