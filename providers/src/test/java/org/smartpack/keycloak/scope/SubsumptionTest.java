/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.resource;

/** SMART-SCOPE-50 to 55 by example; {@link ScopeAlgebraTest} has its laws. */
class SubsumptionTest {

    private static final ScopeRules EXPERIMENTAL =
            Rules.DEFAULT.withExperimental(true).build();

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "patient/Observation.rs?category=lab patient/*.read true",
                "patient/*.rs patient/Observation.rs false",
                "user/Patient.r patient/Patient.r false",
                "patient/Patient.r patient/Patient.rs true",
                "patient/Patient.rs patient/Patient.r false",
                "patient/Observation.rs?code=x patient/Observation.rs true",
                "patient/Observation.rs patient/Observation.rs?code=x false",
                "patient/Observation.rs?code=x patient/Observation.rs?code=x,y true",
                "patient/Observation.rs?code=x,y patient/Observation.rs?code=x false",
                "patient/Observation.rs?code=x&code=y patient/Observation.rs?code=x true",
                "patient/Observation.rs?code=x patient/Observation.rs?code=x&code=y false",
                "patient/Observation.rs?code=x patient/Observation.rs?category=x false",
                "patient/Observation.rs?code=x patient/Observation.rs?Code=x false",
                "patient/Observation.rs?code=x patient/*.rs?code=x true",
                "patient/Observation.rs?code:in=x patient/Observation.rs?code=x false",
                "patient/Observation.rs?code:not=x patient/Observation.rs?code:not=x,y false",
                "patient/Observation.rs?code:not=x,y patient/Observation.rs?code:not=y,x true",
                "patient/Observation.rs?patient.name=x patient/Observation.rs?patient.name=x,y false",
                "patient/Observation.rs?_has:Provenance:target:agent=x patient/Observation.rs?_has:Provenance:target:agent=x,y false",
                "patient/Observation.rs?_filter=x patient/Observation.rs?_filter=x,y false",
                "patient/Observation.rs?_filter=x&code=y patient/Observation.rs?_filter=x true",
            })
    @DisplayName("SMART-SCOPE-50, 51: A <= B")
    void covered(String one, String other, boolean covered) {
        assertThat(resource(one, EXPERIMENTAL).isCoveredBy(resource(other, EXPERIMENTAL)))
                .isEqualTo(covered);
    }

    @Test
    @DisplayName("SMART-SCOPE-52: S <= T is decided by interaction, and values of several scopes are not added up")
    void coveredBySet() {
        ScopeSet set = allowed("user/*.r user/Patient.us user/Observation.rs?code=x user/Observation.rs?code=y");
        assertThat(set.covers(resource("user/Patient.rs"))).isTrue();
        assertThat(set.covers(resource("user/Patient.rus"))).isTrue();
        assertThat(set.covers(resource("user/Patient.rd"))).isFalse();
        assertThat(set.covers(resource("user/*.rs"))).isFalse();
        assertThat(set.covers(resource("user/Observation.s?code=x"))).isTrue();
        assertThat(set.covers(resource("user/Observation.s?code=x,y"))).isFalse();
        assertThat(set.covers(allowed("user/*.r user/Patient.s"))).isTrue();
        assertThat(set.covers(allowed("user/*.r user/Encounter.s"))).isFalse();
        assertThat(set.covers(ScopeSet.EMPTY)).isTrue();
        assertThat(ScopeSet.EMPTY.covers(set)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "patient/*.cruds patient/Observation.rs?code=x patient/Observation.rs?code=x",
                "patient/Observation.cu patient/Observation.rs -",
                "user/Patient.r patient/Patient.r -",
                "user/Patient.r user/Encounter.r -",
                "user/*.rs user/*.cr user/*.r",
                "user/Patient.read user/*.* user/Patient.rs",
                "user/Observation.r?category=a,b user/Observation.r?category=b,c user/Observation.r?category=a,b&category=b,c",
                "user/Observation.r?category=a,b user/*.r?category=b user/Observation.r?category=b",
                "user/Observation.r?code=x user/Observation.r?category=a user/Observation.r?category=a&code=x",
                "user/Observation.r?code:not=x user/Observation.r?code:not=x,y user/Observation.r?code:not=x&code:not=x,y",
                "system/Task.r?resource-origin=Device/1,Device/2 system/Task.r?resource-origin=Device/2,Device/3 system/Task.r?resource-origin=Device/2",
                "system/Task.r?resource-origin=Device/1 system/Task.r?resource-origin=Device/2 -",
                "system/Task.r?resource-origin=Device/1 system/Task.r?resource-origin=device/1 -"
            })
    @DisplayName("SMART-SCOPE-53: A meet B")
    void meet(String one, String other, String expected) {
        ResourceScope a = resource(one, EXPERIMENTAL);
        ResourceScope b = resource(other, EXPERIMENTAL);
        assertThat(a.meet(b).map(ResourceScope::canonical).orElse("-")).isEqualTo(expected);
        assertThat(b.meet(a)).isEqualTo(a.meet(b));
        assertThat(ScopeSet.of(a).meet(ScopeSet.of(b)).toString()).isEqualTo(expected.equals("-") ? "" : expected);
    }

    @Test
    @DisplayName("SMART-SCOPE-55: S meet T merges, drops what another holds, and sorts")
    void meetOfSets() {
        assertThat(allowed("user/Patient.rs user/Observation.cruds user/*.r?_tag=t")
                        .meet(allowed("user/*.rs?_tag=t user/Patient.cu user/Observation.s user/Observation.u")))
                .hasToString("user/*.r?_tag=t user/Observation.us user/Observation.rs?_tag=t user/Patient.rs?_tag=t");
        assertThat(allowed("user/Patient.rs").meet(ScopeSet.EMPTY).isEmpty()).isTrue();
        assertThat(ScopeSet.EMPTY.meet(allowed("user/Patient.rs")).scopes()).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-55: the normal form drops what one other scope holds, not what several hold together")
    void normalForm() {
        assertThat(allowed("user/Patient.rs user/*.r").normalForm()).hasToString("user/*.r user/Patient.rs");
        assertThat(allowed("user/Patient.r user/*.read").normalForm()).hasToString("user/*.rs");
        assertThat(allowed("system/Patient.r user/*.r patient/*.r").normalForm())
                .hasToString("patient/*.r user/*.r system/Patient.r");
    }

    @Test
    @DisplayName("a set keeps the first of equal scopes and compares without regard to order")
    void sets() {
        ScopeSet set = allowed("user/Patient.read user/Patient.rs user/*.r");
        assertThat(set.scopes())
                .extracting(ResourceScope::spelling)
                .isEqualTo(List.of("user/Patient.read", "user/*.r"));
        assertThat(set)
                .isEqualTo(allowed("user/*.r user/Patient.rs"))
                .hasSameHashCodeAs(allowed("user/*.r user/Patient.rs"));
        assertThat(set).isNotEqualTo(allowed("user/*.r"));
    }
}
