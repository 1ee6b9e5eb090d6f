/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.MalformedScope.Reason;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.smartpack.keycloak.scope.Scopes.allowance;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.reason;
import static org.smartpack.keycloak.scope.Scopes.resource;

/** What follows the question mark (SMART-SCOPE-20 to 27). */
class RestrictionTest {

    private static final ScopeRules EXPERIMENTAL =
            Rules.DEFAULT.withExperimental(true).build();

    private static ResourceScope restricted(String query) {
        return resource("system/Observation.rs?" + query);
    }

    @Test
    @DisplayName("SMART-SCOPE-20 restrictions are joined by and, values by or")
    void andOr() {
        ResourceScope scope = restricted("code=b,a&category=laboratory");
        assertThat(scope.restrictions()).extracting(Restriction::name).containsExactly("category", "code");
        assertThat(scope.restrictions())
                .extracting(Restriction::values)
                .extracting(Object::toString)
                .containsExactly("[laboratory]", "[a, b]");
        assertThat(scope.isTemplate()).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-20 the IG's own example")
    void example() {
        String text = "patient/Observation.rs"
                + "?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
        assertThat(resource(text).canonical()).isEqualTo(text);
        assertThat(resource(text).restrictions())
                .singleElement()
                .hasToString("category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory");
    }

    @Test
    @DisplayName("SMART-SCOPE-21 a name outside the allow-list makes the whole scope malformed")
    void allowList() {
        ScopeRules rules = Rules.DEFAULT
                .withParameters(Map.of("Observation", Set.of("category"), ScopeRules.EVERY_TYPE, Set.of("_tag")))
                .build();
        assertThat(resource("system/Observation.rs?category=a&_tag=b", rules).restrictions())
                .hasSize(2);
        assertThat(resource("system/*.rs?_tag=b", rules).restrictions()).hasSize(1);
        assertThat(resource("system/Patient.rs?_tag=b", rules).restrictions()).hasSize(1);
        assertThat(reason(Scope.parse("system/Observation.rs?category=a&code=b", rules)))
                .isEqualTo(Reason.UNSUPPORTED_PARAMETER);
        assertThat(reason(Scope.parse("system/Patient.rs?category=a", rules))).isEqualTo(Reason.UNSUPPORTED_PARAMETER);
        assertThat(reason(Scope.parse("system/*.rs?category=a", rules))).isEqualTo(Reason.UNSUPPORTED_PARAMETER);
        assertThat(reason(Scope.parse("system/Observation.rs?Category=a", rules)))
                .isEqualTo(Reason.UNSUPPORTED_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_include", "_include:iterate", "_revinclude", "_sort", "_count", "_elements", "_type", "_query"
            })
    @DisplayName("SMART-SCOPE-21 a parameter that could make an answer larger is no restriction, whatever is enabled")
    void notAFilter(String name) {
        assertThat(reason(Scope.parse("system/Observation.rs?" + name + "=*", EXPERIMENTAL)))
                .isEqualTo(Reason.NOT_A_FILTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code:in=a",
                "code%3Anot=a",
                "patient.birthdate=1970",
                "patient:Patient.birthdate=1970",
                "_has:Provenance:target:agent=a",
                "_has=a",
                "_filter=a"
            })
    @DisplayName("SMART-SCOPE-22 modifiers, chains, _has and _filter are off by default")
    void experimental(String query) {
        assertThat(reason(Scope.parse("system/Observation.rs?" + query))).isEqualTo(Reason.EXPERIMENTAL);
        assertThat(resource("system/Observation.rs?" + query, EXPERIMENTAL).restrictions())
                .hasSize(1);
    }

    @Test
    @DisplayName("SMART-SCOPE-22 experimental parameters need the allow-list's consent as well")
    void experimentalAllowList() {
        ScopeRules rules = Rules.DEFAULT
                .withExperimental(true)
                .withParameters(Map.of("Observation", Set.of("code")))
                .build();
        assertThat(resource("system/Observation.rs?code:in=a", rules).restrictions())
                .hasSize(1);
        assertThat(reason(Scope.parse("system/Observation.rs?subject:in=a", rules)))
                .isEqualTo(Reason.UNSUPPORTED_PARAMETER);
        assertThat(reason(Scope.parse("system/Observation.rs?_filter=a", rules)))
                .isEqualTo(Reason.UNSUPPORTED_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_tag", "_security", "_id", "_lastUpdated", "resource-origin"})
    @DisplayName("SMART-SCOPE-23 every type may be restricted at once")
    void everyType(String name) {
        assertThat(resource("system/*.cruds?" + name + "=a").restrictions())
                .singleElement()
                .hasToString(name + "=a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a%20b [a_b]",
                "%22 [\"]",
                "%5C%5C [\\\\]",
                "a%26b%3Dc [a&b=c]",
                "%C3%A4%F0%9F%98%80 [\u00e4\ud83d\ude00]",
                "a+b [a+b]",
                "a%2Bb [a+b]",
                "a%3ab%7Cc [a:b|c]",
                "a=b?c/d [a=b?c/d]",
                "%25 [%25]"
            })
    @DisplayName("SMART-SCOPE-24 percent-encoding is decoded once; a plus sign is a plus sign")
    void decoding(String encoded, String values) {
        assertThat(restricted("code=" + encoded).restrictions())
                .singleElement()
                .extracting(Restriction::values)
                .hasToString(values.replace('_', ' '));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "code=%62,%61 code=a,b",
                "%63ode=a code=a",
                "code=%7c code=|",
                "code=%c3%a4 code=%C3%A4",
                "code=a%20b code=a%20b",
                "code=%26%25 code=%26%25",
                "code=a%2cb code=a%2Cb",
                "code=a%5c,b code=a%5C,b",
                "code=b&code=a code=a&code=b",
                "code=a&code=a code=a",
                "code=a&category=b category=b&code=a",
                "code=a,b&code=a code=a"
            })
    @DisplayName("SMART-SCOPE-25 one canonical spelling for every spelling of the same")
    void canonical(String query, String canonical) {
        ResourceScope scope = restricted(query);
        assertThat(scope.canonical()).isEqualTo("system/Observation.rs?" + canonical);
        assertThat(scope).isEqualTo(restricted(canonical));
        assertThat(scope.spelling()).endsWith("?" + query);
    }

    @Test
    @DisplayName("SMART-SCOPE-25 spellings of a comma that servers read differently are never taken for each other")
    void commas() {
        String[] queries = {"code=a,b", "code=a%2Cb", "code=a%5C,b", "code=a%5C%2Cb", "code=a%252Cb", "code=a", "code=b"
        };
        for (String one : queries) {
            for (String other : queries) {
                boolean listed = one.matches("code=[ab]") && other.equals("code=a,b");
                assertThat(restricted(one).isCoveredBy(restricted(other)))
                        .as(one + " within " + other)
                        .isEqualTo(one.equals(other) || listed);
            }
        }
        assertThat(restricted("code=a%5C%5C,b").restrictions().iterator().next().values())
                .containsExactly("a\\\\", "b");
        assertThat(restricted("code=a%5C,b").restrictions().iterator().next().values())
                .containsExactly("a\\,b");
    }

    @Test
    @DisplayName("SMART-SCOPE-25 an encoded comma under a wider allowance is kept as it is beside the allowance's list")
    void encodedCommaIsNarrowed() {
        assertThat(allowed("system/Observation.rs?code=a,b").meet(restricted("code=a%2Cb")))
                .hasToString("system/Observation.rs?code=a%2Cb&code=a,b");
    }

    @Test
    @DisplayName("SMART-SCOPE-26 an empty value is a template of allowances and malformed in a request")
    void template() {
        String koppeltaal = "system/*.cruds?resource-origin=";
        assertThat(reason(Scope.parse(koppeltaal))).isEqualTo(Reason.EMPTY_VALUE);
        ResourceScope template = allowance(koppeltaal, ScopeRules.DEFAULT);
        assertThat(template.isTemplate()).isTrue();
        assertThat(template.canonical()).isEqualTo(koppeltaal);
        assertThat(template.restrictions()).singleElement().satisfies(restriction -> {
            assertThat(restriction.isAnyValue()).isTrue();
            assertThat(restriction.values()).isEmpty();
        });
    }

    @Test
    @DisplayName("SMART-SCOPE-26 a template holds every value but not the unrestricted scope, and no value holds it")
    void templateOrder() {
        ScopeSet template = allowed("system/*.cruds?resource-origin=");
        assertThat(template.covers(resource("system/Task.r?resource-origin=Device/1,Device/2")))
                .isTrue();
        assertThat(template.covers(resource("system/Task.r?code=Device/1"))).isFalse();
        assertThat(template.covers(resource("system/Task.r"))).isFalse();
        assertThat(template.covers(template)).isTrue();
        assertThat(allowed("system/*.cruds?resource-origin=Device/1").covers(template))
                .isFalse();
        assertThat(allowed("system/*.cruds").covers(template)).isTrue();
        assertThat(template.meet(allowed("system/Task.cruds?resource-origin=Device/1")))
                .hasToString("system/Task.cruds?resource-origin=Device/1");
        assertThat(template.meet(allowed("system/Task.cruds"))).hasToString("system/Task.cruds?resource-origin=");
    }

    @Test
    @DisplayName("SMART-SCOPE-26 modifiers have no template, and a value beside an empty one is not one")
    void noTemplate() {
        assertThat(reason(Scope.parseAllowance("system/Task.r?code:not=", EXPERIMENTAL)))
                .isEqualTo(Reason.EMPTY_VALUE);
        assertThat(reason(Scope.parseAllowance("system/Task.r?code=a,"))).isEqualTo(Reason.EMPTY_VALUE);
        assertThat(reason(Scope.parseAllowance("system/Task.r?="))).isEqualTo(Reason.RESTRICTION);
    }

    @Test
    @DisplayName("SMART-SCOPE-27 a scope may be long, up to a limit")
    void length() {
        String devices =
                IntStream.range(0, 300).mapToObj("Device/%036d"::formatted).collect(joining(","));
        assertThat(resource("system/Task.ru?resource-origin=" + devices)
                        .restrictions()
                        .iterator()
                        .next()
                        .values())
                .hasSize(300);
        String start = "system/Task.ru?code=";
        int limit = ScopeRules.DEFAULT.maxLength();
        assertThat(resource(start + "a".repeat(limit - start.length())).spelling())
                .hasSize(limit);
        assertThat(reason(Scope.parse(start + "a".repeat(limit - start.length() + 1))))
                .isEqualTo(Reason.TOO_LONG);
        assertThat(reason(Scope.parse("launch/" + "a".repeat(limit)))).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    @DisplayName("SMART-SCOPE-27 the number of restrictions has a limit")
    void number() {
        int limit = ScopeRules.DEFAULT.maxRestrictions();
        String many = IntStream.range(0, limit).mapToObj(i -> "code=" + i).collect(joining("&"));
        assertThat(restricted(many).restrictions()).hasSize(limit);
        assertThat(reason(Scope.parse("system/Observation.rs?" + many + "&code=x")))
                .isEqualTo(Reason.TOO_MANY_RESTRICTIONS);
        assertThat(reason(Scope.parse("system/Observation.rs?" + "code=a&".repeat(limit) + "code=a")))
                .isEqualTo(Reason.TOO_MANY_RESTRICTIONS);
    }

    @Test
    @DisplayName("SMART-SCOPE-54: two restrictions by a single-valued parameter become their common values")
    void singleValued() {
        assertThat(restricted("resource-origin=Device/1,Device/2&resource-origin=Device/2,Device/3"))
                .isEqualTo(restricted("resource-origin=Device/2"));
        assertThat(reason(Scope.parse("system/Task.r?resource-origin=Device/1&resource-origin=Device/2")))
                .isEqualTo(Reason.CONTRADICTION);
        ScopeRules without = Rules.DEFAULT.withSingleValued(Set.of()).build();
        assertThat(resource("system/Task.r?resource-origin=Device/1&resource-origin=Device/2", without)
                        .restrictions())
                .hasSize(2);
    }

    @Test
    @DisplayName("SMART-SCOPE-10 the types can be replaced or left open")
    void types() {
        ScopeRules own = Rules.DEFAULT.withTypes(Set.of("Foo")).build();
        assertThat(resource("system/Foo.r", own).type()).isEqualTo("Foo");
        assertThat(resource("system/*.r", own).isEveryType()).isTrue();
        assertThat(reason(Scope.parse("system/Patient.r", own))).isEqualTo(Reason.UNKNOWN_TYPE);
        assertThat(resource("system/Bar.r", Rules.DEFAULT.withAnyType().build()).type())
                .isEqualTo("Bar");
    }

    @Test
    @DisplayName("limits must be positive")
    void limits() {
        assertThat(Rules.DEFAULT.withMaxLength(10).build().maxLength()).isEqualTo(10);
        assertThat(Rules.DEFAULT.withMaxRestrictions(1).build().maxRestrictions())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.DEFAULT.withMaxLength(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.DEFAULT.withMaxRestrictions(0).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.DEFAULT.withMaxScopes(0).build());
    }
}
