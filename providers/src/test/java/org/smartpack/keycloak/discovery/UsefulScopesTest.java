/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.Level;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("SMART-DISC-4")
class UsefulScopesTest {

    private static final Set<Level> ALL = EnumSet.allOf(Level.class);

    @Test
    void whatAnotherHoldsIsNotListed() {
        assertThat(UsefulScopes.within(
                        List.of(
                                "system/Patient.rs",
                                "system/*.rs",
                                "system/Observation.rs?category=laboratory",
                                "system/Observation.cruds?category=laboratory",
                                "system/*.read"),
                        ALL))
                .containsExactly("system/*.read", "system/Observation.cruds?category=laboratory");
    }

    @Test
    void levelsDoNotHoldEachOther() {
        assertThat(UsefulScopes.within(List.of("system/*.rs", "user/*.rs", "patient/*.rs"), ALL))
                .containsExactly("patient/*.rs", "system/*.rs", "user/*.rs");
        assertThat(UsefulScopes.within(List.of("system/*.rs", "user/*.rs"), Set.of(Level.USER)))
                .containsExactly("user/*.rs");
    }

    @Test
    void theWidestComeFirst() {
        assertThat(UsefulScopes.within(
                        List.of(
                                "system/Observation.rs?category=laboratory",
                                "system/Observation.c",
                                "system/Condition.rs",
                                "system/*.d"),
                        ALL))
                .containsExactly(
                        "system/*.d",
                        "system/Condition.rs",
                        "system/Observation.c",
                        "system/Observation.rs?category=laboratory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openid",
                "launch",
                "launch/patient",
                "system",
                "system/",
                "system/*.sr",
                "System/*.rs",
                "system/Observation.rs?",
                "system/*.read?_tag=x",
                "patientdata",
                "system/*.rs system/*.d",
                ""
            })
    void whatIsNoResourceScopeIsNotListed(String name) {
        assertThat(UsefulScopes.within(List.of(name, "system/*.c"), ALL)).containsExactly("system/*.c");
    }

    @Test
    void theListIsShortHoweverManyThereAre() {
        List<String> many = Stream.concat(
                        IntStream.range(0, 20_000).mapToObj(i -> "system/Observation.rs?category=c" + i),
                        Stream.of("system/Patient.rs"))
                .toList();
        assertThat(UsefulScopes.within(many, ALL)).hasSize(UsefulScopes.LIMIT).startsWith("system/Patient.rs");
    }

    @Test
    void nothingOfNothing() {
        assertThat(UsefulScopes.within(List.of(), ALL)).isEmpty();
    }
}
