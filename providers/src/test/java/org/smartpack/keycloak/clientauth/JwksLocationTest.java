/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.http.AddressPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JwksLocationTest {

    @Test
    @DisplayName("SMART-BS-2 TLS; plain http only where private addresses are allowed, and then only to those")
    void scheme() throws Refusal {
        assertThat(JwksLocation.of("r", "c", "HTTPS://app.example:8443/k?a=b", false)
                        .addresses())
                .isEqualTo(AddressPolicy.PUBLIC);
        assertThat(JwksLocation.of("r", "c", "https://app.example/k", true).addresses())
                .isEqualTo(AddressPolicy.PUBLIC_AND_PRIVATE);
        assertThat(JwksLocation.of("r", "c", "http://127.0.0.1:8091/k", true).addresses())
                .isEqualTo(AddressPolicy.PRIVATE);
        assertThatThrownBy(() -> JwksLocation.of("r", "c", "http://app.example/k", false))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/keys",
                "keys.json",
                "//app.example/k",
                "ftp://app.example/k",
                "file:///etc/passwd",
                "jar:https://app.example/k!/",
                "https:///k",
                "https:k",
                "https://user@app.example/k",
                "https://user:pw@app.example/k",
                "https://app.example/k#f",
                "https://app.example/ k",
                "https://app_1.example^/k"
            })
    @DisplayName("attack 12: URLs that are never fetched")
    void refused(String url) {
        assertThatThrownBy(() -> JwksLocation.of("r", "c", url, true)).isInstanceOf(Refusal.class);
    }
}
