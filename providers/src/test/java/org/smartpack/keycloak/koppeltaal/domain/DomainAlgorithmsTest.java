/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clientauth.AssertionAlgorithms;

import static org.assertj.core.api.Assertions.assertThat;

class DomainAlgorithmsTest {

    private static DomainAlgorithms domain(String setting) {
        return DomainAlgorithms.of(Map.of("assertion.algorithms", setting));
    }

    @Test
    @DisplayName("KT-BS-4 a domain that says nothing has those of the proof of concept")
    void byDefault() {
        assertThat(DomainAlgorithms.of(Map.of()).assertions()).hasToString("RS384 ES384 RS512");
        assertThat(domain(" ").assertions()).hasToString("RS384 ES384 RS512");
        assertThat(domain(" es384,rs512  ES384").assertions()).hasToString("ES384 RS512");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RS512", "rs384, ps256"})
    @DisplayName("KT-BS-4 names of asymmetric algorithms are a setting")
    void valid(String setting) {
        assertThat(DomainAlgorithms.areValid(Map.of("assertion.algorithms", setting)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS512 none", "RS513", ",", "RS512;RS384"})
    @DisplayName("KT-BS-4 an unknown algorithm, none and HMAC aren't")
    void invalid(String setting) {
        assertThat(DomainAlgorithms.areValid(Map.of("assertion.algorithms", setting)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RS512, RS512, true",
        "RS384 RS512, RS512, true",
        "RS512, RS384 RS512, false",
        "RS384 ES384, '', true",
        "RS512, '', false",
        "RS512, RS512 HS256, true"
    })
    @DisplayName("KT-BS-4 a client may have fewer algorithms than the domain, and no others; unknown names don't count")
    void allows(String ofDomain, String ofClient, boolean isAllowed) {
        assertThat(domain(ofDomain).allow(AssertionAlgorithms.of(ofClient))).isEqualTo(isAllowed);
    }
}
