/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clientauth.JwtClaims;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The claims of an HTI token, on their own. */
class HtiClaimsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOW = 1_800_000_000;

    /** Right claims in JSON, one of them replaced, added or, by an empty text, taken away. */
    private static HtiToken check(String name, String value) throws Exception {
        return check(Map.of(name, value));
    }

    private static HtiToken check(Map<String, String> changes) throws Exception {
        Map<String, String> claims = new LinkedHashMap<>(Map.of(
                "iss", "\"portal\"",
                "aud", "\"Device/module\"",
                "jti", "\"id-1\"",
                "iat", "" + NOW,
                "exp", "" + (NOW + 300),
                "sub", "\"Practitioner/p\"",
                "resource", "\"Task/t\""));
        claims.putAll(changes);
        claims.values().removeIf(String::isEmpty);
        List<String> members = claims.entrySet().stream()
                .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
                .toList();
        return new HtiClaims(NOW).check(new JwtClaims((com.fasterxml.jackson.databind.node.ObjectNode)
                JSON.readTree("{" + String.join(",", members) + "}")));
    }

    private static void refused(String name, String value) {
        assertThatThrownBy(() -> check(name, value))
                .as(name + ": " + value)
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageNotContaining("evil");
    }

    private static long at(String seconds) {
        return NOW + Long.parseLong(seconds);
    }

    @Test
    @DisplayName("KT-HTI-6 to 10: the claims that must be there, and nothing made up for the others")
    void smallest() throws Exception {
        HtiToken token = check("unknown", "{\"a\":[1]}");
        assertThat(token.issuer()).isEqualTo("portal");
        assertThat(token.device()).isEqualTo("Device/module");
        assertThat(token.id()).isEqualTo("id-1");
        assertThat(token.user()).hasToString("Practitioner/p");
        assertThat(token.context()).isEqualTo(Map.of("resource", "Task/t", "sub", "Practitioner/p"));
        assertThat(token.idpHint()).isEmpty();
        assertThat(token.expires()).isEqualTo(NOW + 300);
        assertThat(token).hasToString("HTI token id-1");
    }

    @ParameterizedTest
    @CsvSource({
        "definition, ActivityDefinition/a",
        "definition, http://example.org/ActivityDefinition/a|1",
        "patient, Patient/x",
        "intent, plan"
    })
    @DisplayName("KT-HTI-11: optional claims are handed on as they are")
    void optional(String name, String value) throws Exception {
        assertThat(check(name, "\"" + value + "\"").context())
                .containsEntry(name, value)
                .hasSize(3);
    }

    @Test
    @DisplayName("KT-HTI-12: idp_hint is for the login, not for the module")
    void hint() throws Exception {
        HtiToken token = check("idp_hint", "\"idp-relatedperson-digid\"");
        assertThat(token.idpHint()).contains("idp-relatedperson-digid");
        assertThat(token.context()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "jti", "iat", "exp", "sub", "resource"})
    @DisplayName("attack 33, KT-HTI-6 to 10: a claim that must be there is missing, null or of another type")
    void missing(String name) {
        refused(name, "");
        refused(name, "null");
        refused(name, "{}");
        refused(name, "true");
        refused(name, "[]");
        refused(name, "[null]");
        refused(name, "\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"definition", "patient", "intent", "idp_hint"})
    @DisplayName("KT-HTI-11, 12: an optional claim of another type spoils the token")
    void wrongType(String name) {
        for (String value :
                List.of("null", "1", "true", "{}", "[]", "[\"a\"]", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\nb\"")) {
            refused(name, value);
        }
        refused(name, "\"" + "x".repeat(1025) + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"module\"",
                "\"https://module.example/evil\"",
                "\"device/module\"",
                "\"Device/\"",
                "\"Device/a/b\"",
                "\"Device/a b\"",
                "\"Device/../module\"",
                "\"Device/..\"",
                "\" Device/module\"",
                "\"Device/module,Device/evil\"",
                "[\"Device/module\",\"Device/evil\"]",
                "[\"Device/module\",\"Device/module\"]",
                "[\"Device/module\",1]",
                "[[\"Device/module\"]]"
            })
    @DisplayName("KT-AUTHZ-2, attack 33: aud is one Device")
    void wrongAudience(String audience) {
        refused("aud", audience);
    }

    @Test
    @DisplayName("RFC 7519 4.1.3: an array with one audience says the same as a string")
    void audienceInArray() throws Exception {
        assertThat(check("aud", "[\"Device/module\"]").device()).isEqualTo("Device/module");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"evil\"",
                "\"Person/1\"",
                "\"PractitionerRole/1\"",
                "\"Device/1\"",
                "\"patient/1\"",
                "\"Patient/\"",
                "\"Patient/1/_history/1\"",
                "\"http://fhir.example/Patient/1\"",
                "\"Patient/1 \"",
                "\"Patient/.\""
            })
    @DisplayName("KT-HTI-9: sub is a Patient, Practitioner or RelatedPerson, relative")
    void wrongSubject(String subject) {
        refused("sub", subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient", "Practitioner", "RelatedPerson"})
    @DisplayName("KT-HTI-9: the three types of users")
    void subject(String type) throws Exception {
        assertThat(check("sub", "\"" + type + "/a-1.B\"").user()).hasToString(type + "/a-1.B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Patient/1\"", "\"task/1\"", "\"Task\"", "\"Task/a,Task/b\"", "{\"id\":\"1\"}"})
    @DisplayName("KT-HTI-10, 4: resource is a Task, by reference")
    void wrongResource(String resource) {
        refused("resource", resource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Practitioner/1\"", "\"1\"", "\"http://fhir.example/Patient/1\""})
    @DisplayName("KT-HTI-11: patient is a Patient, by reference")
    void wrongPatient(String patient) {
        refused("patient", patient);
    }

    @ParameterizedTest
    @CsvSource({"1", "299", "300"})
    @DisplayName("KT-HTI-8: exp is at most five minutes after iat")
    void lives(String seconds) throws Exception {
        assertThat(check("exp", "" + at(seconds)).expires()).isEqualTo(at(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "exp,301",
        "exp,86400",
        "exp,0",
        "exp,-1",
        "iat,16",
        "iat,400",
        "iat,-1",
        "iat,-86400",
        "nbf,16",
        "nbf,299"
    })
    @DisplayName("attack 33, KT-HTI-8: exp too far from iat or not after it, iat or nbf in the future")
    void wrongDates(String name, String seconds) {
        refused(name, "" + at(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1800000300\"", "1e999", "-1e999", "1e12", "{}"})
    @DisplayName("KT-HTI-8: dates are numbers of seconds")
    void noDates(String date) {
        refused("exp", date);
        refused("iat", date);
        refused("nbf", date);
    }

    @Test
    @DisplayName("KT-HTI-8: the clocks of portal and Keycloak may differ by 15 seconds")
    void skew() throws Exception {
        JwtClaims claims = new JwtClaims(check("x", "1").claims());
        assertThat(new HtiClaims(NOW - 15).check(claims).id()).isEqualTo("id-1");
        assertThat(new HtiClaims(NOW + 314).check(claims).id()).isEqualTo("id-1");
        for (long now : new long[] {NOW - 16, NOW + 315, NOW + 316, NOW + 86_400}) {
            assertThatThrownBy(() -> new HtiClaims(now).check(claims)).isInstanceOf(InvalidTokenException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" \"", "\"a b\"", "\"a\\r\\nX: y\"", "\"é\"", "1"})
    @DisplayName("KT-AUD-5, KT-HTI-7: jti, which becomes the trace reference, is visible ASCII")
    void wrongId(String id) {
        refused("jti", id);
        refused("jti", "\"" + "x".repeat(257) + "\"");
    }

    @ParameterizedTest
    @CsvSource({"Patient/a, true", "Patient/A, false", "Patient/b, false"})
    @DisplayName("attack 47, KT-HTI-11: a Patient as sub is the token's patient")
    void twoPatients(String patient, boolean isSame) throws Exception {
        Map<String, String> claims = Map.of("sub", "\"Patient/a\"", "patient", "\"" + patient + "\"");
        if (isSame) {
            assertThat(check(claims).context()).containsEntry("patient", "Patient/a");
        } else {
            assertThatThrownBy(() -> check(claims)).isInstanceOf(InvalidTokenException.class);
        }
        assertThat(check(Map.of("patient", "\"" + patient + "\"")).context()).containsEntry("patient", patient);
    }
}
