/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyFaultTest {

    private static final Map<String, String> RUBBISH = Map.of("use.jwks.string", "true", "jwks.string", "rubbish");

    private static Map<String, String> with(Map<String, String> attributes, String name, String value) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(name, value);
        return all;
    }

    private static Set<KeyFault> added(Map<String, String> before, Map<String, String> now) {
        return KeyFault.added(before::get, now::get);
    }

    @Test
    void whatWasWrongBeforeIsNotAdded() {
        assertThat(KeyFault.of(RUBBISH::get)).containsExactly(KeyFault.NOT_A_SET);
        assertThat(added(RUBBISH, with(RUBBISH, "use.jwks.url", "false"))).isEmpty();
        assertThat(added(RUBBISH, with(RUBBISH, "smart.jwt.max.life", "60"))).isEmpty();
    }

    @Test
    void whatIsWrongAgainIsAdded() {
        assertThat(added(RUBBISH, with(RUBBISH, "jwks.string", "other rubbish")))
                .containsExactly(KeyFault.NOT_A_SET);
        Map<String, String> algorithm = with(RUBBISH, "smart.jwt.algorithms", "HS256");
        assertThat(added(algorithm, with(algorithm, "smart.jwt.algorithms", "HS256 HS384")))
                .containsExactly(KeyFault.UNKNOWN_ALGORITHM);
    }

    @Test
    void anotherFaultIsAdded() {
        assertThat(added(RUBBISH, with(RUBBISH, "smart.jwt.algorithms", "HS256")))
                .containsExactly(KeyFault.UNKNOWN_ALGORITHM);
        Map<String, String> plain = Map.of("use.jwks.url", "true", "jwks.url", "http://keys.example.org/keys");
        assertThat(added(RUBBISH, plain)).containsExactly(KeyFault.HTTP_URL);
        assertThat(added(Map.of(), RUBBISH)).containsExactly(KeyFault.NOT_A_SET);
    }
}
