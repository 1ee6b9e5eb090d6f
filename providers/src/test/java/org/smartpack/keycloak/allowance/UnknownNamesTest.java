/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class UnknownNamesTest {

    private static UnknownNames names(boolean isExact, boolean hasOrganizations, ClientScopeModel... optional) {
        ClientModel client = Models.client(
                Models.byName(Models.scope("email")), Models.byName(optional), hasOrganizations, new AtomicInteger());
        return new UnknownNames(client, AssignedScopes.of(new KnownAllowances(), client), isExact);
    }

    @Test
    @DisplayName("SMART-SCOPE-3: case matters in a SMART request only; default scopes aren't asked for")
    void letterCase() {
        ClientScopeModel phone = Models.scope("Phone");
        assertThat(names(true, false, phone)).accepts("phone", "email", "other").rejects("Phone");
        assertThat(names(false, false, phone)).accepts("email", "other").rejects("Phone", "phone", "PHONE");
        ClientScopeModel[] many = Stream.concat(
                        Stream.of(phone), IntStream.range(0, 100).mapToObj(i -> Models.scope("scope-" + i)))
                .toArray(ClientScopeModel[]::new);
        assertThat(names(true, false, many)).accepts("phone", "Scope-99").rejects("Phone", "scope-99");
        assertThat(names(false, false, many)).accepts("email").rejects("Phone", "phone", "PHONE", "Scope-99");
    }

    @Test
    @DisplayName("a name with a parameter is left to Keycloak where a client scope or the realm may take one")
    void parameters() {
        assertThat(names(true, false, Models.scope("phone"))).accepts("phone:a", ":");
        assertThat(names(true, false, Models.scope("patient/*.rs", SmartAllowanceType.TYPE)))
                .accepts("phone:a", "patient/*.rs:a");
        assertThat(names(true, false, Models.scope("phone", "string")))
                .rejects("phone:a", "other:a")
                .accepts("other");
        assertThat(names(true, true)).rejects("organization:acme").accepts("organization");
    }

    @Test
    @DisplayName("the client scopes of a client are collected once, sorted by name, each with its kind")
    void assigned() {
        AtomicInteger asked = new AtomicInteger();
        Map<String, ClientScopeModel> defaults = Models.byName(Models.scope("user/*.rs"), Models.scope("email"));
        Map<String, ClientScopeModel> optional = Models.byName(
                Models.scope("patient/*.rs"),
                Models.scope("system/*.r?resource-origin={own}"),
                Models.scope("patient/*.sr"));
        AssignedScopes scopes =
                AssignedScopes.of(new KnownAllowances(), Models.client(defaults, optional, false, asked));

        assertThat(asked).hasValue(2);
        assertThat(scopes.allowances())
                .extracting(allowance -> allowance.model().getName(), Allowance::isDefault)
                .containsExactly(tuple("patient/*.rs", false), tuple("user/*.rs", true));
        assertThat(scopes.has("email")).isTrue();
        assertThat(scopes.has("patient/*.sr")).isTrue();
        assertThat(scopes.has("Email")).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: Keycloak sees no allowance and no pattern, so that it can grant none by name")
    void withoutAllowances() {
        AtomicInteger asked = new AtomicInteger();
        ClientModel client = Models.client(
                Models.byName(Models.scope("user/*.rs"), Models.scope("email")),
                Models.byName(
                        Models.scope("patient/*.rs"),
                        Models.scope("system/*.r?resource-origin={own}"),
                        Models.scope("system/*.rx?resource-origin={own}"),
                        Models.scope("patient/*.sr"),
                        Models.scope("launch/patient")),
                false,
                asked);
        ClientModel seen = new ClientWithoutAllowances(client, AssignedScopes.of(new KnownAllowances(), client));
        for (int i = 0; i < 3; i++) {
            assertThat(seen.getClientScopes(true)).containsOnlyKeys("email");
            assertThat(seen.getClientScopes(false)).containsOnlyKeys("patient/*.sr", "launch/patient");
        }
        assertThat(asked).hasValue(2);
        assertThat(seen.getId()).isEqualTo(client.getId());
    }
}
