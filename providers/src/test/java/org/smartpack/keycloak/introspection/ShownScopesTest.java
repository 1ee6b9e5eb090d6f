/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.fhir.FhirServer;

import static org.assertj.core.api.Assertions.assertThat;

/** INTRO-7, INTRO-IUA-5: what a FHIR server is shown of a token's scopes. */
class ShownScopesTest {

    private static FhirServer server(String clientId, String... shown) {
        ClientModel client = (ClientModel) Proxy.newProxyInstance(
                ClientModel.class.getClassLoader(), new Class<?>[] {ClientModel.class}, (self, method, args) -> {
                    if (method.getName().equals("getClientId")) {
                        return clientId;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        String base = "https://" + clientId + ".example.org/fhir";
        return new FhirServer(client, base, base, "keycloak", false, false, false, true, List.of(shown));
    }

    private static String shown(String scope, String... limit) {
        return ShownScopes.of(scope, List.of(server("a", limit)));
    }

    @Test
    @DisplayName("INTRO-7 without a setting, and for who asks for no FHIR server, nothing is left out")
    void everything() {
        String scope = "launch openid patient/*.rs user/Foo.x  system/Observation.rs?category=a";
        assertThat(shown(scope)).isSameAs(scope);
        assertThat(ShownScopes.of(scope, List.of())).isSameAs(scope);
        assertThat(ShownScopes.of(scope, List.of(server("a", "user/*.r"), server("b"))))
                .isSameAs(scope);
        assertThat(ShownScopes.of(null, List.of(server("a", "user/*.r")))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    patient/*.rs,                       patient/*.rs,                    patient/*.rs
                    patient/*.rs,                       patient/Observation.rs,          patient/Observation.rs
                    patient/*.cruds,                    patient/Observation.rs,          patient/Observation.rs
                    patient/*.read,                     patient/Observation.cruds,       patient/Observation.read
                    patient/Observation.rs,             patient/*.cruds,                 patient/Observation.rs
                    patient/Observation.rs,             user/*.cruds,                    ''
                    patient/Observation.rs,             patient/Condition.rs,            ''
                    system/Observation.rs,              system/Observation.rs?category=a, system/Observation.rs?category=a
                    system/Observation.rs?category=a,   system/*.r,                      system/Observation.r?category=a
                    """)
    @DisplayName("INTRO-7 a resource scope is narrowed to what both permit, in its own syntax")
    void narrowed(String scope, String limit, String expected) {
        assertThat(shown(scope, limit)).isEqualTo(expected);
        assertThat(shown("openid " + scope + " launch", limit).split(" "))
                .containsExactly(("openid " + expected + " launch").trim().split(" +"));
    }

    @Test
    @DisplayName("INTRO-7 other scopes stay, a scope that is none of SMART's form doesn't; each once, in their order")
    void others() {
        assertThat(shown(
                        "openid launch/patient patient/*.rs fhirUser patient/Foo.rs patient/*.rs __x organization:acme",
                        "patient/A.rs",
                        "patient/Patient.r",
                        "patient/Observation.rs"))
                .isEqualTo("openid launch/patient patient/Observation.rs patient/Patient.r fhirUser __x"
                        + " organization:acme");
    }

    @Test
    @DisplayName("INTRO-7 who asks for two FHIR servers is shown what either may see")
    void two() {
        assertThat(ShownScopes.of(
                                "patient/*.rs user/*.rs",
                                List.of(server("a", "patient/Patient.rs"), server("b", "user/Task.r")))
                        .split(" "))
                .containsExactly("patient/Patient.rs", "user/Task.r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "openid", "patient/Foo.rs", "patient/*.sr", "patient/*.rs?x="})
    @DisplayName("INTRO-7 a setting that can't be read permits nothing")
    void unreadable(String limit) {
        assertThat(shown("openid patient/*.rs user/*.cruds", limit)).isEqualTo("openid");
    }

    @Test
    @DisplayName(
            "attack 42: a token with thousands of scopes and a long setting are answered, with nothing rather than all")
    void large() {
        String scope = String.join(
                " ",
                java.util.stream.IntStream.range(0, 2000)
                        .mapToObj(i -> "patient/*.rs?category=c" + i)
                        .toList());
        String[] limit = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> "patient/Observation.rs?code=d" + i)
                .toArray(String[]::new);
        assertThat(Arrays.stream(shown(scope, limit).split(" ")))
                .allSatisfy(one -> assertThat(one).doesNotStartWith("patient/*"));
    }

    @Test
    @DisplayName("INTRO-6 a token is for a server whose client id or base URL is in its audience")
    void addressed() {
        FhirServer a = server("a");
        FhirServer b = server("b");
        List<FhirServer> both = List.of(a, b);
        assertThat(ShownScopes.addressed(both, "a")).containsExactly(a);
        assertThat(ShownScopes.addressed(both, "x", "https://b.example.org/fhir"))
                .containsExactly(b);
        assertThat(ShownScopes.addressed(both, "https://b.example.org/fhir/", "a"))
                .containsExactly(a, b);
        assertThat(ShownScopes.addressed(both, "A", "https://a.example.org/FHIR", "https://a.example.org/fhir/x", ""))
                .isEmpty();
        assertThat(ShownScopes.addressed(both)).isEmpty();
        assertThat(ShownScopes.addressed(both, (String[]) null)).isEmpty();
    }
}
