/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientScopeModel;

import static org.assertj.core.api.Assertions.assertThat;

class TakenConsentTest {

    private static ClientScopeModel model(String id) {
        return (ClientScopeModel) Proxy.newProxyInstance(
                TakenConsentTest.class.getClassLoader(),
                new Class<?>[] {ClientScopeModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId", "toString" -> id;
                    case "hashCode" -> 1;
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static List<Asked> asked(String... names) {
        return Arrays.stream(names)
                .map(name -> new Asked(name, model("allowance"), name, Asked.Kind.OPEN))
                .toList();
    }

    private static boolean isTaken(String recorded, List<Asked> refused, List<Asked> agreed) {
        return TakenConsent.of(refused, agreed).has(model("another allowance"), recorded);
    }

    @ParameterizedTest
    @CsvSource({
        "patient/Observation.rs, patient/Observation.read",
        "patient/Observation.read, patient/Observation.rs",
        "patient/Observation.rs, patient/Observation.cruds",
        "patient/Observation.rs, patient/*.rs",
        "patient/Observation.rs, patient/Observation.r",
        "patient/Observation.rs, patient/Observation.cr",
        "patient/Observation.rs, patient/Observation.rs?category=laboratory",
        "patient/Observation.rs?category=laboratory, patient/Observation.rs",
        "patient/*.rs, patient/Observation.s"
    })
    @DisplayName("SMART-SCOPE-60: what is left out takes back every recorded scope that would give it all the same")
    void sameAccess(String refused, String recorded) {
        assertThat(isTaken(recorded, asked(refused), List.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "patient/Observation.rs, user/Observation.rs",
        "patient/Observation.rs, patient/Condition.rs",
        "patient/Observation.rs, patient/Observation.cud",
        "patient/Observation.rs?category=vital-signs, patient/Observation.rs?category=laboratory",
        "patient/Observation.rs, profile"
    })
    @DisplayName("SMART-SCOPE-60: consent to anything else stays")
    void other(String refused, String recorded) {
        assertThat(isTaken(recorded, asked(refused), List.of())).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: consent within what is agreed to now stays, too")
    void agreed() {
        List<Asked> refused = asked("patient/Observation.cruds");
        List<Asked> agreed = asked("patient/Observation.rs");
        assertThat(isTaken("patient/Observation.read", refused, agreed)).isFalse();
        assertThat(isTaken("patient/Observation.r", refused, agreed)).isFalse();
        assertThat(isTaken("patient/Observation.cud", refused, agreed)).isTrue();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a scope that was too long to be recorded as a whole is taken back with its type")
    void shortened() {
        String longScope = "patient/Observation.rs?code=" + "a".repeat(152) + "~" + "0".repeat(64);
        assertThat(isTaken(longScope, asked("patient/Observation.rs?category=laboratory"), List.of()))
                .isTrue();
        assertThat(isTaken(longScope, asked("patient/Condition.rs"), List.of())).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: a client scope without a parameter is taken back by itself")
    void plain() {
        TakenConsent taken =
                TakenConsent.of(List.of(new Asked("profile", model("profile"), null, Asked.Kind.OPEN)), List.of());
        assertThat(taken.has(model("profile"), null)).isTrue();
        assertThat(taken.has(model("email"), null)).isFalse();
    }
}
