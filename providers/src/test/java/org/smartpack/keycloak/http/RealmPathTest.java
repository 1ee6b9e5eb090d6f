/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.http;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RealmPathTest {

    private static List<String> of(String path) {
        return RealmPath.of(Arrays.asList(path.split("/", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/smart/smart/introspect",
                "//realms//smart/smart//introspect/",
                "realms/realms/smart/introspect"
            })
    void segmentsBelowTheRealm(String path) {
        assertThat(of(path)).containsExactly("smart", "introspect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/realms",
                "/realms/smart",
                "/realms/smart/",
                "/admin/realms/smart/connect",
                "/auth/realms/smart/smart/introspect"
            })
    void nothingBelowARealm(String path) {
        assertThat(of(path)).isEmpty();
    }

    @Test
    void aRealmMayBeCalledLikeAPartOfKeycloak() {
        assertThat(of("/realms/admin/protocol/openid-connect/token"))
                .containsExactly("protocol", "openid-connect", "token");
    }
}
