/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.SampleClient;
import org.smartpack.keycloak.check.SampleRealm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Keycloak's own client that the rules don't leave out. */
class KeycloaksClientRuledTest {

    private static final String POLICY =
            """
            {"policies": [{"name": "NZ", "enabled": true, "profiles": ["nz-sensitive"], "conditions": [
             {"condition": "smart-nz-class", "configuration": {"classification": "SENSITIVE",
              "unclassified": true}}]}]}""";

    private static SampleClient console() {
        return new SampleClient("security-admin-console")
                .isPublic()
                .rootUrl("${authAdminUrl}")
                .redirects("/admin/clinic/console/*")
                .withDefault("basic", "profile", "roles", "web-origins")
                .with("phone", "offline_access");
    }

    private static SampleClient broker() {
        return new SampleClient("broker").bearerOnly().redirects().withDefault("basic");
    }

    private static List<Finding> findings(String policies, SampleClient... clients) {
        SampleRealm realm = new SampleRealm();
        realm.clientPolicies = policies;
        Stream.of(clients).map(SampleClient::build).forEach(realm.keycloaksClients::add);
        return new KeycloaksClientRuled().breaches(realm.build()).toList();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("the class PUBLIC", client -> client.roles(Set.of("nz-public"))),
                change("redirect URI", client -> client.redirects("/admin/*", "https://a.example.org/")),
                change("root URL", client -> client.rootUrl("https://a.example.org")),
                change("Service account roles", SampleClient::serviceAccount),
                change(
                        "Device Authorization Grant",
                        client -> client.attribute("oauth2.device.authorization.grant.enabled", "true")),
                change("client scope patient/*.rs", client -> client.with("patient/*.rs", "phone")),
                change("client scope ITI-68", client -> client.withDefault("ITI-68")));
    }

    private static Arguments change(String text, UnaryOperator<SampleClient> change) {
        return arguments(text, change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    @DisplayName("NZ-70: the console that somebody changed is named, with what has to be taken away")
    void changed(String text, UnaryOperator<SampleClient> change) {
        String policies = POLICY.replace("SENSITIVE", "PUBLIC");
        assertThat(findings(policies, change.apply(console()), broker()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("client security-admin-console");
                    assertThat(finding.text()).contains(text);
                });
        assertThat(findings(policies, change.apply(console()).disabled())).isEmpty();
    }

    @Test
    @DisplayName("NZ-70: so is one with a secret")
    void confidential() {
        assertThat(findings(POLICY, new SampleClient("broker").redirects()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("Client authentication is on"));
    }

    @Test
    @DisplayName("NZ-70: clients as Keycloak made them are left alone, and others with a name that isn't on the list")
    void fine() {
        assertThat(findings(POLICY, console(), broker())).isEmpty();
        assertThat(findings(POLICY, new SampleClient("admin-permissions"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"unclassified\": true/\"unclassified\": false",
                "\"unclassified\": true/\"unclassified\": true, \"is-negative-logic\": true",
                "\"enabled\": true/\"enabled\": false",
                "smart-nz-class/any-client",
                "{\"policies\"/no JSON"
            })
    @DisplayName("NZ-70: where no policy takes clients without a class, it isn't under the rules")
    void notTaken(String change) {
        String[] parts = change.split("/", -1);
        assertThat(findings(POLICY.replace(parts[0], parts[1]), console().with("ITI-68")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"unclassified\": true/\"unclassified\": \"perhaps\"",
                "\"unclassified\": true/\"is-negative-logic\": true",
                "\"conditions\": [/\"conditions\": [{\"condition\": \"any-client\", \"configuration\": {}},"
            })
    @DisplayName("NZ-70: a policy in doubt, the opposite of one and one with further conditions take it as well")
    void taken(String change) {
        String[] parts = change.split("/", -1);
        assertThat(findings(POLICY.replace(parts[0], parts[1]), console().with("ITI-68")))
                .hasSize(1);
    }

    @Test
    @DisplayName("NZ-70: it is about the settings only, not about the mappers of one")
    void mappers() {
        assertThat(findings(POLICY, console().mapper("oidc-audience-resolve-mapper", false, Map.of())))
                .isEmpty();
    }
}
