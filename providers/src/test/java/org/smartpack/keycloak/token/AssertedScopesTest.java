/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AssertedScopesTest {

    private static final String ALL = "openid ITI-68 user/*.rs patient/*.rs system/*.* launch launch/patient";

    @Test
    @DisplayName("JWTG-6: user/ scopes only where they are allowed; patient/, system/ and launch never")
    void within() throws Refusal {
        assertThat(new AssertedScopes(false).within(ALL)).isEqualTo("openid ITI-68");
        assertThat(new AssertedScopes(true).within(ALL)).isEqualTo("openid ITI-68 user/*.rs");
        assertThat(new AssertedScopes(false).within("")).isEmpty();
    }

    @Test
    @DisplayName("JWTG-3: nothing left is invalid_scope and names the scopes")
    void nothingLeft() {
        assertThatThrownBy(() -> new AssertedScopes(false).within("user/*.rs launch"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.error()).isEqualTo(OAuthError.INVALID_SCOPE);
                    assertThat(refusal.description()).endsWith("user/*.rs launch");
                });
    }
}
