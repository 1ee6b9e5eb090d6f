/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChosenScopesTest {

    @Test
    @DisplayName("SMART-SCOPE-60: the mark is there once, is found as a whole name only, and leaves the rest as it is")
    void mark() {
        String marked = ChosenScopes.parameter(List.of("openid", "__smart_chosen", "user/Task.rs"));
        assertThat(marked).isEqualTo("openid user/Task.rs __smart_chosen");
        assertThat(ChosenScopes.isMarked(marked)).isTrue();
        assertThat(ChosenScopes.withoutMark(marked)).isEqualTo("openid user/Task.rs");
        assertThat(ChosenScopes.isMarked(null)).isFalse();
        assertThat(ChosenScopes.isMarked("openid __smart_chosen2 x__smart_chosen"))
                .isFalse();
        assertThat(ChosenScopes.parameter(List.of())).isEqualTo("__smart_chosen");
        assertThat(ChosenScopes.withoutMark("__smart_chosen")).isEmpty();
    }
}
