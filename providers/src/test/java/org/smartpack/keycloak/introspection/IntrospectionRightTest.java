/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.introspection;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.caller.Caller;

import static org.assertj.core.api.Assertions.assertThat;

class IntrospectionRightTest {

    private static final String BASE = "https://fhir.example.org/fhir";

    /** The right of an application, which a profile lets ask about its own tokens. */
    private static IntrospectionRight application(String clientId, boolean isMisnamed) {
        ClientModel client = (ClientModel) Proxy.newProxyInstance(
                ClientModel.class.getClassLoader(), new Class<?>[] {ClientModel.class}, (self, method, args) -> {
                    if (method.getName().equals("getClientId")) {
                        return clientId;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        Caller caller = new Caller(client, Optional.empty(), Set.of());
        return new IntrospectionRight(caller, List.of(), true, new CallerRoles(null, client), true, isMisnamed);
    }

    @Test
    @DisplayName("INTRO-KT-5 an application asks about its own tokens, and about those that have it in the audience")
    void own() {
        IntrospectionRight right = application("portal", false);
        assertThat(right.covers("portal", BASE)).isTrue();
        assertThat(right.covers("other", BASE, "portal")).isTrue();
        assertThat(right.covers("other", BASE)).isFalse();
        assertThat(right.covers("other", (String[]) null)).isFalse();
    }

    @Test
    @DisplayName("attack 43: an application that is named like a FHIR server's base URL asks about its own tokens only")
    void misnamed() {
        IntrospectionRight right = application(BASE, true);
        assertThat(right.covers("other", BASE)).isFalse();
        assertThat(right.covers(BASE, BASE)).isTrue();
    }
}
