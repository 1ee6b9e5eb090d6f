/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.conformance;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How ids are spelled. */
class RequirementIdsTest {

    @Test
    @DisplayName("an id that a source only resembles is not named by it")
    void resembling() {
        assertThat(RequirementIds.in(
                        "(\"KT-AUTHZ-3, 4, KT-AUD-6: attack 33, 9, INTRO-KT-10 and KT-SCP-a, XKT-DOM-1\")"))
                .containsExactly(
                        "KT-AUTHZ-3", "KT-AUTHZ-4", "KT-AUD-6", "attack 33", "attack 9", "INTRO-KT-10", "XKT-DOM-1");
        assertThat(RequirementIds.in("the scope KT-016, my-KT-DOM-1, a counterattack 3, the 1st attack, KT-DOM"))
                .isEmpty();
    }

    @Test
    @DisplayName("one family is written once for several numbers, and for all from one to another")
    void several() {
        assertThat(RequirementIds.in("SMART-SCOPE-12, 45 to 47 and 60; attacks 6 and 33. Attack 7"))
                .containsExactly(
                        "SMART-SCOPE-12",
                        "SMART-SCOPE-45",
                        "SMART-SCOPE-46",
                        "SMART-SCOPE-47",
                        "SMART-SCOPE-60",
                        "attack 6",
                        "attack 33",
                        "attack 7");
    }

    @Test
    @DisplayName("a letter behind the number belongs to the id")
    void letter() {
        assertThat(RequirementIds.in("LCTX-22a, 23")).containsExactly("LCTX-22a", "LCTX-23");
        assertThat(RequirementIds.in("attack 13, a packed bomb")).containsExactly("attack 13");
    }

    @Test
    @DisplayName("a family may end in a number of its source")
    void numberedFamily() {
        assertThat(RequirementIds.in("IUA-71-2, 3, IUA-7; IUA-JWT-1"))
                .containsExactly("IUA-71-2", "IUA-71-3", "IUA-7", "IUA-JWT-1");
        assertThat(RequirementIds.family("IUA-71-2")).isEqualTo("IUA-71");
        assertThat(RequirementIds.root("IUA-71-2")).isEqualTo("IUA");
        assertThat(RequirementIds.anchor("IUA-71-2")).isEqualTo("iua-71-2");
    }

    @Test
    @DisplayName("family, first word and anchor of an id")
    void parts() {
        assertThat(RequirementIds.family("SMART-SCOPE-3")).isEqualTo("SMART-SCOPE");
        assertThat(RequirementIds.family("attack 12")).isEqualTo("attack");
        assertThat(RequirementIds.root("SMART-SCOPE-3")).isEqualTo("SMART");
        assertThat(RequirementIds.root("LCTX-22a")).isEqualTo("LCTX");
        assertThat(RequirementIds.anchor("SMART-SCOPE-3")).isEqualTo("smart-scope-3");
        assertThat(RequirementIds.anchor("attack 12")).isEqualTo("attack-12");
    }
}
