/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.domain;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdentitySettingsTest {

    private static IdentitySettings of(String providers, String claim, String system) {
        return IdentitySettings.of(
                Map.of("idp.patient", providers, "idp.patient.claim", claim, "idp.patient.system", system), "Patient");
    }

    @Test
    @DisplayName("KT-AUTHZ-3: per type of user, in the console's form")
    void perType() {
        IdentitySettings settings = of("a## b ##a##", " email ", "urn:x");
        assertThat(settings).isEqualTo(new IdentitySettings(List.of("a", "b"), "email", "urn:x"));
        assertThat(settings.matchesIdentifier()).isTrue();
        assertThat(IdentitySettings.of(Map.of("idp.patient", "a"), "Practitioner"))
                .isEqualTo(new IdentitySettings(List.of(), "", ""));
        assertThat(IdentitySettings.of(Map.of("idp.relatedperson", "a"), "RelatedPerson")
                        .providers())
                .containsExactly("a");
    }

    @Test
    @DisplayName("KT-AUTHZ-4: half of the settings can't be saved, and match nobody by fhirUser")
    void half() {
        assertThat(of("", "", "").isWhole()).isTrue();
        assertThat(of("a", "", "").isWhole()).isTrue();
        assertThat(of("a", "email", "urn:x").isWhole()).isTrue();
        for (IdentitySettings half : List.of(of("a", "email", ""), of("a", "", "urn:x"), of("", "email", "urn:x"))) {
            assertThat(half.isWhole()).isFalse();
            assertThat(half.matchesIdentifier()).isTrue();
        }
    }
}
