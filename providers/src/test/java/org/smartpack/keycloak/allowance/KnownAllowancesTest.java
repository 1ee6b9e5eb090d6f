/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.scope.RequestedScopes;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;
import org.smartpack.keycloak.scope.ScopeName;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KnownAllowancesTest {

    private final KnownAllowances known = new KnownAllowances();

    private static List<Allowance> allowances(String... names) {
        return Stream.of(names)
                .map(name -> new Allowance(
                        (ResourceScope) Scope.parseAllowance(name), List.of(Models.scope(name)), false, false))
                .toList();
    }

    /** As Keycloak makes it of {@code organization:<anything>:*}. */
    private static ClientScopeModel requested(String name) {
        return new ClientScopeDecorator(Models.scope("organization"), name);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-60: a name says the same each time: an allowance, a pattern with a placeholder, or another")
    void names() {
        for (int time = 0; time < 2; time++) {
            assertThat(known.allowance("patient/*.rs"))
                    .map(ResourceScope::spelling)
                    .contains("patient/*.rs");
            assertThat(known.isName(Models.scope("patient/*.rs"))).isTrue();
            assertThat(known.isSmart(Models.scope("patient/*.rs"))).isFalse();

            assertThat(known.allowance("system/*.r?resource-origin={own}")).isEmpty();
            assertThat(known.isName(Models.scope("system/*.r?resource-origin={own}")))
                    .isTrue();
            assertThat(known.isName(Models.scope("system/*.rx?resource-origin={own}")))
                    .isTrue();

            assertThat(known.isName(Models.scope("patient/*.sr"))).isFalse();
            assertThat(known.isName(Models.scope("profile"))).isFalse();
            assertThat(known.isSmart(Models.scope("profile"))).isFalse();
            assertThat(known.isSmart(Models.scope("launch/patient"))).isTrue();
            assertThat(known.isSmart(Models.scope("fhirUser"))).isTrue();
        }
    }

    @Test
    @DisplayName("attack 42: names that come from requests are read and not kept, so they push nothing out")
    void request() {
        ResourceScope kept = known.allowance("patient/*.rs").orElseThrow();
        for (int i = 0; i < 40_000; i++) {
            ClientScopeModel scope = requested("organization:" + "x".repeat(50) + i + ":*");
            assertThat(known.isName(scope)).isFalse();
            assertThat(SmartNamedScope.shown(null, new AuthorizationDetails(scope), known))
                    .extracting(AuthorizationDetails::getClientScope)
                    .isSameAs(scope);
        }
        assertThat(known.allowance("patient/*.rs").orElseThrow()).isSameAs(kept);
    }

    @Test
    @DisplayName("attack 42: the scopes of tokens are kept within a bound, and push out no name of a client scope")
    void claims() {
        ResourceScope kept = known.allowance("patient/*.rs").orElseThrow();
        RequestedScopes claim = known.claim("openid patient/Patient.rs");
        assertThat(claim).isEqualTo(RequestedScopes.of("openid patient/Patient.rs"));
        assertThat(known.claim("openid patient/Patient.rs")).isSameAs(claim);
        assertThatThrownBy(() -> claim.others().clear()).isInstanceOf(UnsupportedOperationException.class);
        for (int i = 0; i < 40_000; i++) {
            known.claim("x".repeat(50) + i);
        }
        assertThat(known.claim("openid patient/Patient.rs")).isNotSameAs(claim).isEqualTo(claim);
        assertThat(known.allowance("patient/*.rs").orElseThrow()).isSameAs(kept);
    }

    @Test
    @DisplayName("an index is found again by the spelling of its scopes in their order, not by what they mean")
    void index() {
        AllowanceIndex index = known.index(allowances("patient/Patient.rs", "user/Patient.rs"));
        assertThat(known.index(allowances("patient/Patient.rs", "user/Patient.rs")))
                .isSameAs(index);
        assertThat(known.index(allowances("user/Patient.rs", "patient/Patient.rs")))
                .isNotSameAs(index);
        AllowanceIndex older = known.index(allowances("patient/Patient.read", "user/Patient.rs"));
        assertThat(older).isNotSameAs(index);
        assertThat(older.scopes().scopes()).first().hasToString("patient/Patient.read");
    }

    @Test
    @DisplayName("attack 42: what indexes take is bounded by the length of the scopes, not by their number alone")
    void bound() {
        String devices = IntStream.range(0, 100)
                .mapToObj(i -> "Device/" + "d".repeat(100) + i)
                .collect(joining(","));
        List<Allowance> first = allowances("system/Task.r?resource-origin=" + devices);
        AllowanceIndex index = known.index(first);
        for (int i = 0; i < 300; i++) {
            known.index(allowances("system/Task.r?resource-origin=Device/" + i + "," + devices));
        }
        assertThat(known.index(first)).isNotSameAs(index);
    }

    @Test
    @DisplayName("SMART-SCOPE-3: a misspelt name is told as without memory, the second time too, in each kind of realm")
    void misspelt() {
        List<String> names = List.of(
                "system/observation.rs",
                "System/Patient.rs",
                "user/account.read",
                "user/settings",
                "FhirUser",
                "fhirUser",
                "launch/practitioner",
                "LAUNCH/patient",
                "patient/Observation.sr",
                "profile",
                "patient/Patient.rs");
        for (int time = 0; time < 2; time++) {
            for (String name : names) {
                for (boolean isSmartRealm : new boolean[] {true, false}) {
                    boolean expected = new ScopeName(name).fault(isSmartRealm).isPresent();
                    assertThat(known.isMisspelt(Models.scope(name), isSmartRealm))
                            .as("%s, %s", name, isSmartRealm)
                            .isEqualTo(expected);
                    assertThat(known.isMisspelt(requested(name), isSmartRealm))
                            .as("%s as an organization's, %s", name, isSmartRealm)
                            .isEqualTo(expected);
                }
            }
        }
        assertThat(names.stream()
                        .filter(name -> known.isMisspelt(Models.scope(name), true)
                                != known.isMisspelt(Models.scope(name), false)))
                .contains("FhirUser", "user/account.read");
    }
}
