/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.MalformedScope.Reason;
import org.smartpack.keycloak.scope.PlainScope.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.Scopes.reason;

/**
 * Launch, identity and refresh scopes (SMART-SCOPE-40 to 49) and extension scopes (SMART-SCOPE-12). What they lead to
 * is up to the binding.
 */
class OtherScopesTest {

    private static LaunchScope launch(String text) {
        Scope scope = Scope.parse(text);
        assertThat(scope).isInstanceOf(LaunchScope.class);
        return (LaunchScope) scope;
    }

    private static PlainScope plain(String text) {
        Scope scope = Scope.parse(text);
        assertThat(scope).isInstanceOf(PlainScope.class);
        assertThat(scope.spelling()).isEqualTo(text);
        return (PlainScope) scope;
    }

    @Test
    @DisplayName("SMART-SCOPE-40 launch asks for the context of the EHR")
    void ehrLaunch() {
        assertThat(launch("launch").isEhrLaunch()).isTrue();
        assertThat(launch("launch").context()).isEmpty();
        assertThat(launch("launch").role()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "encounter", "imagingstudy"})
    @DisplayName("SMART-SCOPE-41 launch/<type> asks for context of that type")
    void standalone(String type) {
        assertThat(launch("launch/" + type).context()).contains(type);
        assertThat(launch("launch/" + type).isEhrLaunch()).isFalse();
        assertThat(launch("launch/" + type).name()).isEqualTo("launch/" + type);
    }

    @Test
    @DisplayName("SMART-SCOPE-42 launch and launch/patient stand side by side")
    void both() {
        assertThat(ScopeParameter.split("launch launch/patient").stream().map(Scope::parse))
                .hasOnlyElementsOfType(LaunchScope.class)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    @DisplayName("SMART-SCOPE-43 a patient/ scope can be told from one that needs no patient")
    void patientLevel() {
        assertThat(Scopes.resource("patient/Observation.rs").level()).isEqualTo(Level.PATIENT);
        assertThat(Scopes.resource("user/Patient.rs").level()).isEqualTo(Level.USER);
    }

    @Test
    @DisplayName("SMART-SCOPE-44 one role for each launch scope, several scopes for several roles")
    void roles() {
        LaunchScope first = launch("launch/patient?role=https://example.org/roles?x=1&y=2");
        assertThat(first.role()).contains("https://example.org/roles?x=1&y=2");
        assertThat(first).isNotEqualTo(launch("launch/patient?role=b")).isNotEqualTo(launch("launch/patient"));
        assertThat(reason(Scope.parse("launch/patient?role=a&role=b"))).isEqualTo(Reason.LAUNCH_ROLE);
        assertThat(reason(Scope.parse("launch/patient?role=a?role=b"))).isEqualTo(Reason.LAUNCH_ROLE);
        assertThat(first.name()).isEqualTo(first.spelling());
    }

    @ParameterizedTest
    @CsvSource({
        "openid,OPENID",
        "fhirUser,FHIR_USER",
        "profile,PROFILE",
        "offline_access,OFFLINE_ACCESS",
        "online_access,ONLINE_ACCESS"
    })
    @DisplayName(
            "SMART-SCOPE-45 SMART-SCOPE-46 SMART-SCOPE-47 SMART-SCOPE-48 identity and refresh scopes are recognised")
    void known(String text, Kind kind) {
        assertThat(plain(text).kind()).isEqualTo(kind);
        assertThat(plain(text.toUpperCase(Locale.ROOT)).kind()).isEqualTo(Kind.OTHER);
        assertThat(plain(text)).isNotEqualTo(plain(text + "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ITI-65",
                "ITI-68",
                "*",
                "email",
                "roles",
                "organization:foo",
                "organization:*",
                "a://",
                "1a://b",
                "__"
            })
    @DisplayName("SMART-SCOPE-49 scopes of other families stay as they are")
    void otherFamilies(String text) {
        assertThat(plain(text).kind()).isEqualTo(Kind.OTHER);
        assertThat(plain(text).name()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__introspect", "https://ehr.example.org/scopes/x?y", "urn:example:scope", "HTTP://a/b"})
    @DisplayName("SMART-SCOPE-12 extension scopes are absolute URIs or begin with __ and stay as they are")
    void extension(String text) {
        assertThat(plain(text).kind()).isEqualTo(Kind.EXTENSION);
        assertThat(plain(text).name()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "http://openid.net/specs/openid-connect-core-1_0#openid,openid",
        "http://openid.net/specs/openid-connect-core-1_0#offline_access,offline_access",
        "http://smarthealthit.org/fhir/scopes/fhirUser,fhirUser",
        "http://smarthealthit.org/fhir/scopes/online_access,online_access"
    })
    @DisplayName("SMART-SCOPE-11 identity scopes in URI form are the same scopes")
    void uriForm(String uri, String name) {
        assertThat(plain(uri)).isEqualTo(plain(name)).hasSameHashCodeAs(plain(name));
        assertThat(plain(uri).kind()).isEqualTo(plain(name).kind());
        assertThat(plain(uri).name()).isEqualTo(name);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-11 launch scopes in URI form are the same scopes; other names under the prefixes are not ours")
    void uriFormOfLaunch() {
        String prefix = "http://smarthealthit.org/fhir/scopes/";
        assertThat(launch(prefix + "launch")).isEqualTo(launch("launch"));
        assertThat(launch(prefix + "launch/patient"))
                .isEqualTo(launch("launch/patient"))
                .hasSameHashCodeAs(launch("launch/patient"));
        assertThat(launch(prefix + "launch/patient").spelling()).isEqualTo(prefix + "launch/patient");
        assertThat(launch(prefix + "launch/patient?role=a").role()).isEqualTo(Optional.of("a"));
        assertThat(reason(Scope.parse(prefix + "launch/Patient"))).isEqualTo(Reason.LAUNCH_CONTEXT);
        assertThat(plain(prefix + "openid").kind()).isEqualTo(Kind.EXTENSION);
        assertThat(plain(prefix + "anything").name()).isEqualTo(prefix + "anything");
        assertThat(plain("http://openid.net/specs/openid-connect-core-1_0#patient/*.rs")
                        .kind())
                .isEqualTo(Kind.EXTENSION);
    }

    @Test
    @DisplayName("RFC 6749 3.3 the parameter is split at spaces only, empties and repetitions dropped, order kept")
    void split() {
        assertThat(ScopeParameter.split("  b a  b c a ")).containsExactly("b", "a", "c");
        assertThat(ScopeParameter.split("")).isEmpty();
        assertThat(ScopeParameter.split("   ")).isEmpty();
        assertThat(ScopeParameter.split("a\tb\nc\u00a0d\r\ne\u2003f")).containsExactly("a\tb\nc\u00a0d\r\ne\u2003f");
        assertThat(ScopeParameter.join(ScopeParameter.split("b a b"))).isEqualTo("b a");
    }

    @Test
    @DisplayName("LEN-2, RFC 6749 3.3: a parameter holds the characters of scopes, and spaces between them")
    void wellFormed() {
        for (String parameter : new String[] {"", " ", "a b", " openid  patient/*.rs?a=b%20c ", "!#[]~"}) {
            assertThat(ScopeParameter.isWellFormed(parameter)).as(parameter).isTrue();
        }
        for (String wrong : new String[] {"\t", "\r", "\n", "\0", "\u007f", "\u00a0", "\u2028", "\u00e9", "\"", "\\"}) {
            assertThat(ScopeParameter.isWellFormed("a" + wrong + "b")).as(wrong).isFalse();
        }
    }
}
