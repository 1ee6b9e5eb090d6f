/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.smartpack.keycloak.scope.Scopes.reason;

/** Rubbish, and the reason each kind is refused for. */
class MalformedScopeTest {

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", Reason.EMPTY),
                arguments("patient/", Reason.TYPE),
                arguments("user/", Reason.TYPE),
                arguments("system/", Reason.TYPE),
                arguments("system//", Reason.TYPE),
                arguments("system/.rs", Reason.TYPE),
                arguments("system/?code=a", Reason.TYPE),
                arguments("system/*", Reason.INTERACTIONS),
                arguments("system/*rs", Reason.TYPE),
                arguments("system/Patient", Reason.INTERACTIONS),
                arguments("system/Patient.", Reason.INTERACTIONS),
                arguments("system/Patient?code=a", Reason.INTERACTIONS),
                arguments("system/Patient.?code=a", Reason.INTERACTIONS),
                arguments("system/Patient.dus", Reason.INTERACTIONS),
                arguments("system/Patient.sr", Reason.INTERACTIONS),
                arguments("system/Patient.rr", Reason.INTERACTIONS),
                arguments("system/Patient.CRUDS", Reason.INTERACTIONS),
                arguments("system/Patient.crudsx", Reason.INTERACTIONS),
                arguments("system/Patient.rs.", Reason.INTERACTIONS),
                arguments("system/Patient.rs/", Reason.INTERACTIONS),
                arguments("system/Patient.rs#", Reason.INTERACTIONS),
                arguments("system/Patient.rs&code=a", Reason.INTERACTIONS),
                arguments("system/Patient.rs%3Fcode=a", Reason.INTERACTIONS),
                arguments("system/Patient%2Ers", Reason.TYPE),
                arguments("system/%2A.rs", Reason.TYPE),
                arguments("system/Patient.r%73", Reason.INTERACTIONS),
                arguments("system/system/*.rs", Reason.TYPE),
                arguments("patient/../*.rs", Reason.TYPE),
                // restrictions
                arguments("system/Patient.rs?", Reason.RESTRICTION),
                arguments("system/Patient.rs?=", Reason.RESTRICTION),
                arguments("system/Patient.rs?=a", Reason.RESTRICTION),
                arguments("system/Patient.rs?a", Reason.RESTRICTION),
                arguments("system/Patient.rs?a=", Reason.EMPTY_VALUE),
                arguments("system/Patient.rs?a=,", Reason.EMPTY_VALUE),
                arguments("system/Patient.rs?a=b,", Reason.EMPTY_VALUE),
                arguments("system/Patient.rs?a=,b", Reason.EMPTY_VALUE),
                arguments("system/Patient.rs?a=b,,c", Reason.EMPTY_VALUE),
                arguments("system/Patient.rs?a=b&", Reason.RESTRICTION),
                arguments("system/Patient.rs?&a=b", Reason.RESTRICTION),
                arguments("system/Patient.rs?a=b&&c=d", Reason.RESTRICTION),
                arguments("system/Patient.rs?&&", Reason.RESTRICTION),
                arguments("system/Patient.rs??a=b", Reason.RESTRICTION),
                arguments("system/Patient.rs?a?b=c", Reason.RESTRICTION),
                arguments("system/Patient.rs?a=b&c", Reason.RESTRICTION),
                arguments("system/Patient.rs?%61%3Db", Reason.RESTRICTION),
                arguments("system/Patient.rs?a%3Db=c", Reason.PARAMETER_NAME),
                arguments("system/Patient.rs?a%26b=c", Reason.PARAMETER_NAME),
                arguments("system/Patient.rs?1a=b", Reason.PARAMETER_NAME),
                arguments("system/Patient.rs?-=b", Reason.PARAMETER_NAME),
                arguments("system/Patient.rs?a,b=c", Reason.PARAMETER_NAME),
                arguments("system/Patient.rs?%C3%A4=b", Reason.PARAMETER_NAME),
                // percent-encoding
                arguments("system/Patient.rs?a=%", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%4", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%zz", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%4,1", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%u0041", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%+1", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%-1", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%80", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%C3", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%C3x", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%C0%AF", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%C1%81", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%E0%80%AC", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%ED%A0%80", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%F5%80%80%80", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%FF", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?%=b", Reason.PERCENT_ENCODING),
                arguments("system/Patient.rs?a=%00", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=x%0D%0Ay", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%7F", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%C2%85", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%E2%80%8B", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%E2%80%AE", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%E2%80%A8", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%EF%BB%BF", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%EF%BF%BF", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=%EF%B7%90", Reason.DECODED_CHARACTER),
                arguments("system/Patient.rs?a=x%5C", Reason.UNFINISHED_ESCAPE),
                arguments("system/Patient.rs?a=x%5c&b=c", Reason.UNFINISHED_ESCAPE),
                arguments("system/Patient.rs?a=b,x%5C%5C%5C", Reason.UNFINISHED_ESCAPE),
                // launch
                arguments("launch/", Reason.LAUNCH_CONTEXT),
                arguments("launch/Patient", Reason.LAUNCH_CONTEXT),
                arguments("launch/patient/", Reason.LAUNCH_CONTEXT),
                arguments("launch/patient1", Reason.LAUNCH_CONTEXT),
                arguments("launch/?role=a", Reason.LAUNCH_CONTEXT),
                arguments("launch/patient?", Reason.LAUNCH_ROLE),
                arguments("launch/patient?role", Reason.LAUNCH_ROLE),
                arguments("launch/patient?role=", Reason.LAUNCH_ROLE),
                arguments("launch/patient?Role=a", Reason.LAUNCH_ROLE),
                arguments("launch/patient?a=b&role=c", Reason.LAUNCH_ROLE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("malformed")
    @DisplayName("attack 17: malformed scopes are refused for the right reason, as allowances too")
    void refused(String text, Reason reason) {
        assertThat(Scope.parse(text)).isEqualTo(new MalformedScope(text, reason));
        if (!text.endsWith("a=")) {
            assertThat(Scope.parseAllowance(text)).isEqualTo(new MalformedScope(text, reason));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system/Patient.rs\r\nSet-Cookie:a=b",
                "system/Patient.rs\n",
                "\tsystem/Patient.rs",
                "system/Patient.rs\u0000",
                "system/Patient.rs\u007f",
                "system/Patient.rs ",
                "system/Patient.rs\u00a0",
                "system/Patient.rs\u200b",
                "\ufeffsystem/Patient.rs",
                "system/Patient.r\u0455",
                "s\u0443stem/Patient.rs",
                "patient\u2215Patient.rs",
                "system\uff0fPatient.rs",
                "system/\uff0a.rs",
                "system/P\u00e4tient.rs",
                "system/Patient.rs?a=\"b\"",
                "system/Patient.rs?a=b\\,c",
                "\ud800",
                "system/Patient.rs\udc00",
                "openid\u0000",
                "caf\u00e9",
                "\\",
                "\""
            })
    @DisplayName("attack 17: characters outside RFC 6749, look-alikes included, make any scope malformed")
    void characters(String text) {
        assertThat(reason(Scope.parse(text))).isEqualTo(Reason.CHARACTER);
        assertThat(reason(Scope.parseAllowance(text))).isEqualTo(Reason.CHARACTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/Observation.rs",
                "PATIENT/*.rs",
                "SYSTEM/*.rs",
                "System/*.rs",
                "patient%2FObservation.rs",
                "%73ystem/*.rs",
                "/system/*.rs",
                "xsystem/*.rs",
                "patientdata",
                "patient",
                "user-read",
                "user",
                "User/foo",
                "system",
                "patients/x",
                "Launch/patient",
                "launchpad",
                "launch?role=x",
                "https://smarthealthit.org/fhir/scopes/system/*.rs",
                "http://smarthealthit.org/fhir/scopes/System/*.rs",
                "http://smarthealthit.org/fhir/scopes/http://smarthealthit.org/fhir/scopes/system/*.rs"
            })
    @DisplayName("attack 17: only the exact prefixes are read as permission; look-alikes stay somebody's plain scope")
    void lookAlikesArePlain(String text) {
        assertThat(Scope.parse(text)).isInstanceOf(PlainScope.class);
        assertThat(((PlainScope) Scope.parse(text)).kind()).isIn(PlainScope.Kind.OTHER, PlainScope.Kind.EXTENSION);
    }

    @Test
    @DisplayName("attack 17: doubly encoded characters are decoded once and never become what they look like")
    void decodedOnce() {
        ResourceScope doubled = Scopes.resource("system/Patient.rs?name=%2541");
        assertThat(doubled).isNotEqualTo(Scopes.resource("system/Patient.rs?name=A"));
        assertThat(doubled).isNotEqualTo(Scopes.resource("system/Patient.rs?name=%41"));
        assertThat(doubled.canonical()).isEqualTo("system/Patient.rs?name=%2541");
        assertThat(reason(Scope.parse("system/Patient.rs?name%253D=A"))).isEqualTo(Reason.PARAMETER_NAME);
        assertThat(Scopes.resource("system/Patient.rs?name=%252C").restrictions())
                .singleElement()
                .extracting(Restriction::values)
                .asString()
                .isEqualTo("[%252C]");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    @DisplayName("every reason has words that RFC 6749 allows in an error_description")
    void words(Reason reason) {
        assertThat(reason.text()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{10,}");
        assertThat(new MalformedScope("\u0000\"\\<\ud800\r\n", reason).description())
                .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+")
                .startsWith("???<???")
                .endsWith(reason.text());
    }

    @Test
    @DisplayName("a description names the scope and cuts a long one")
    void description() {
        assertThat(((MalformedScope) Scope.parse("system/Patient.dus")).description())
                .isEqualTo(
                        "system/Patient.dus must end in .read, .write, .* or in some of the letters cruds in this order");
        assertThat(((MalformedScope) Scope.parse("system/" + "A".repeat(65_536))).description())
                .startsWith("system/AAA")
                .hasSizeLessThan(200);
        assertThat(((MalformedScope) Scope.parse("")).description()).isEqualTo("a scope must not be empty");
    }
}
