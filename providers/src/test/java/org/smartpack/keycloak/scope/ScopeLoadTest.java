/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.requested;

/**
 * Large input. The time allowed is some hundred times what a slow machine needs and some hundred times less than
 * quadratic or exponential work would take.
 */
class ScopeLoadTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final int SIZE = 64 * 1024;

    private static String numbered(int from, int to, String pattern, String separator) {
        return IntStream.range(from, to).mapToObj(pattern::formatted).collect(joining(separator));
    }

    /** Fifty allowances that all overlap with every request for {@code system/Observation}. */
    private static ScopeSet fifty() {
        return allowed(numbered(0, 25, "system/Observation.rs?_tag=t%d", " ") + " "
                + numbered(0, 25, "system/*.r?_security=s%d", " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "a=b&",
                "code=a&",
                "&",
                "=",
                "?",
                ",",
                "a,",
                "%",
                "%41",
                "%5C",
                "%5C,",
                "%C3",
                "%F0%9F%98%80",
                "/",
                ".",
                "cruds",
                "\u0430",
                "\ud800",
                "\u0000",
                "?role=a",
                "&role="
            })
    @DisplayName("attack 18: 64 kB of one piece, over and over, before and after the limits of length")
    void repeated(String piece) {
        ScopeRules unlimited = Rules.DEFAULT
                .withMaxLength(Integer.MAX_VALUE)
                .withExperimental(true)
                .build();
        String rubbish = piece.repeat(SIZE / piece.length());
        assertTimeoutPreemptively(GENEROUS, () -> {
            for (int round = 0; round < 20; round++) {
                for (String head :
                        List.of("", "system/", "system/*.rs?", "system/*.rs?code=", "launch/", "launch/a?role=")) {
                    assertThat(Scope.parse(head + rubbish).spelling()).endsWith(rubbish);
                    assertThat(Scope.parse(head + rubbish, unlimited).spelling())
                            .endsWith(rubbish);
                }
            }
        });
    }

    @Test
    @DisplayName("attack 18: the worst that fits into one scope is parsed and compared at once")
    void worstScope() {
        String list = numbered(100, 160, "%d", ",");
        String worst = "system/*.cruds?" + numbered(0, 60, "code=" + list + ",%d", "&");
        assertThat(worst.length()).isBetween(ScopeRules.DEFAULT.maxLength() - 2500, ScopeRules.DEFAULT.maxLength());
        assertTimeoutPreemptively(GENEROUS, () -> {
            for (int round = 0; round < 20; round++) {
                ResourceScope scope = Scopes.resource(worst);
                assertThat(scope.restrictions()).hasSize(60);
                assertThat(scope.isCoveredBy(scope)).isTrue();
                assertThat(scope.meet(scope)).contains(scope);
            }
        });
    }

    @Test
    @DisplayName("attack 18: 300 granular scopes against 50 allowances")
    void granular() {
        List<ResourceScope> request = requested(numbered(0, 300, "system/Observation.rs?category=c%d", " "));
        assertTimeoutPreemptively(GENEROUS, () -> {
            for (int round = 0; round < 10; round++) {
                assertThat(Negotiation.grant(request, allowed("system/*.rs " + fifty()))
                                .scopes())
                        .hasSize(300)
                        .isEqualTo(request.stream().map(ResourceScope::spelling).toList());
            }
        });
    }

    @Test
    @DisplayName("attack 18: a parameter of 64 kB that overlaps with all of 50 allowances")
    void overlapping() {
        String parameter = numbered(1000, 3100, "system/Observation.r?code=%d", " ");
        assertThat(parameter.length()).isBetween(SIZE - 4000, SIZE);
        assertTimeoutPreemptively(GENEROUS, () -> {
            List<ResourceScope> request = requested(parameter);
            assertThat(Negotiation.grant(request, fifty()).isTooLarge()).isTrue();
            assertThat(Negotiation.grant(request, allowed("system/*.r")).scopes())
                    .hasSize(2100);
            assertThat(Negotiation.grant(request.subList(0, 20), fifty()).scopes())
                    .hasSize(20 * 50);
            assertThat(Negotiation.grant(request.subList(0, 80), fifty()).isTooLarge())
                    .isTrue();
        });
    }

    @Test
    @DisplayName("attack 18: a parameter of 64 kB of short scopes, most of them repeated")
    void many() {
        List<String> tokens = new ArrayList<>();
        for (String type : FhirTypes.R4_TO_R5) {
            for (String letters :
                    "c r u d s cr ru ud ds rs cu cud crud cruds rus rds cs us cd rd read write *".split(" ")) {
                tokens.add("system/" + type + "." + letters);
            }
        }
        assertThat(tokens).hasSizeGreaterThan(4000);
        String parameter = String.join(" ", tokens) + " " + String.join(" ", tokens);
        assertTimeoutPreemptively(GENEROUS, () -> {
            List<ResourceScope> request = requested(parameter);
            assertThat(request).hasSize(tokens.size());
            assertThat(Negotiation.grant(request, fifty()).isTooLarge()).isTrue();
            assertThat(Negotiation.grant(request, allowed("system/*.cruds")).scopes())
                    .isEqualTo(tokens);
            assertThat(ScopeSet.of(request).normalForm().scopes()).hasSize(FhirTypes.R4_TO_R5.size());
        });
    }

    @Test
    @DisplayName("attack 18: a much-repeated scope counts once")
    void repeatedScope() {
        assertThat(ScopeParameter.split("system/*.rs ".repeat(SIZE / 12))).containsExactly("system/*.rs");
    }
}
