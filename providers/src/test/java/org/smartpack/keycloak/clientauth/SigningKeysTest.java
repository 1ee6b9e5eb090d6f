/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeysTest {

    private static final RSAPublicKey KEY = TestKeys.rsa(2048);
    private static final String EC = "{\"kty\":\"EC\",\"kid\":\"a\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}";

    private static SigningKeys parse(String jwks) throws Refusal {
        return SigningKeys.parse(jwks.getBytes(StandardCharsets.UTF_8));
    }

    private static void refused(String jwks, SigningAlgorithm algorithm, String reason) throws Refusal {
        SigningKeys keys = parse(jwks);
        assertThatThrownBy(() -> keys.select("a", algorithm))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("SMART-BS-2 the one key with this kid and a fitting kty")
    void selects() throws Refusal {
        SigningKeys keys = parse(TestKeys.jwks(
                EC, TestKeys.jwk(KEY, "a", ",\"use\":\"sig\",\"alg\":\"RS384\",\"key_ops\":[\"verify\"]")));

        assertThat(keys.select("a", SigningAlgorithm.RS384)).isEqualTo(KEY);
        assertThat(keys.kids()).containsExactly("a");
    }

    @Test
    @DisplayName("KT-DOM-7 a key of a kind that nobody knows, or one without kid or kty, spoils nothing")
    void foreignKeys() throws Refusal {
        SigningKeys keys = parse(TestKeys.jwks(
                "{\"kty\":\"OKP\",\"kid\":\"a\",\"crv\":\"Ed448\"}",
                "{\"kid\":7}",
                TestKeys.jwk(TestKeys.rsa(2048), "a", "").replace("\"kty\":\"RSA\",", ""),
                TestKeys.jwk(TestKeys.rsa(2048), "a", "").replace("\"kid\":\"a\",", ""),
                "[]",
                "null",
                TestKeys.jwk(KEY, "a", "")));

        assertThat(keys.select("a", SigningAlgorithm.PS256)).isEqualTo(KEY);
    }

    @Test
    @DisplayName(
            "LEN-3: a byte order mark is skipped; keys and members that nobody knows, or are broken, are passed over")
    void lenient() throws Refusal {
        SigningKeys keys = parse("\uFEFF{\"iss\":\"x\",\"keys\":["
                + String.join(
                        ",",
                        "{\"kty\":\"AKP\",\"kid\":\"a\",\"alg\":\"ML-DSA-44\",\"pub\":\"x\"}",
                        "{\"kty\":\"RSA\",\"kid\":\"broken\",\"n\":7}",
                        "{\"kty\":{},\"kid\":[]}",
                        "{}",
                        "true",
                        TestKeys.jwk(KEY, "a", ",\"x-comment\":{\"b\":[1.5,null]}"))
                + "],\"expires\":null}");
        assertThat(keys.select("a", SigningAlgorithm.RS384)).isEqualTo(KEY);
        assertThatThrownBy(() -> parse("\uFEFF\uFEFF{\"keys\":[]}")).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("attack 10: foreign kid, two keys with one kid")
    void ambiguous() throws Refusal {
        refused(TestKeys.jwks(TestKeys.jwk(KEY, "b", "")), SigningAlgorithm.RS384, "no key");
        refused(TestKeys.jwks(TestKeys.jwk(KEY, "A", "")), SigningAlgorithm.RS384, "no key");
        refused(TestKeys.jwks(EC), SigningAlgorithm.RS384, "no key");
        refused(
                TestKeys.jwks(TestKeys.jwk(KEY, "a", ""), TestKeys.jwk(TestKeys.rsa(2048), "a", "")),
                SigningAlgorithm.RS384,
                "several keys");
        refused(
                TestKeys.jwks(TestKeys.jwk(KEY, "a", ""), TestKeys.jwk(KEY, "a", ",\"use\":\"enc\"")),
                SigningAlgorithm.RS384,
                "several keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"use\":\"enc\"",
                ",\"use\":null",
                ",\"alg\":\"RS256\"",
                ",\"alg\":\"RS384 \"",
                ",\"key_ops\":[\"encrypt\"]",
                ",\"key_ops\":[]",
                ",\"d\":\"AQAB\"",
                ",\"p\":\"AQAB\"",
                ",\"k\":\"AQAB\""
            })
    @DisplayName("attack 9, KT-DOM-7: keys for something else, and keys whose private part is public")
    void unfitKeys(String more) throws Refusal {
        refused(TestKeys.jwks(TestKeys.jwk(KEY, "a", more)), SigningAlgorithm.RS384, "");
    }

    @Test
    @DisplayName("RSA below 2048 bits, a curve that isn't that of the algorithm, missing or broken members")
    void weakKeys() throws Refusal {
        refused(TestKeys.jwks(TestKeys.jwk(TestKeys.rsa(1024), "a", "")), SigningAlgorithm.RS384, "too weak");
        refused(TestKeys.jwks(EC), SigningAlgorithm.ES384, "curve");
        refused(
                TestKeys.jwks("{\"kty\":\"RSA\",\"kid\":\"a\",\"x5c\":[\"MII\"]}"),
                SigningAlgorithm.RS384,
                "can't be read");
        refused(
                TestKeys.jwks("{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"%%\",\"e\":\"AQAB\"}"),
                SigningAlgorithm.RS384,
                "can't be read");
        refused(
                TestKeys.jwks("{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"" + "_".repeat(1400) + "\",\"e\":\"AQAB\"}"),
                SigningAlgorithm.RS384,
                "too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":\"a\"}",
                "{\"keys\":[]",
                "{\"keys\":[]}x",
                "{\"keys\":[],\"keys\":[]}",
                "<html></html>"
            })
    @DisplayName("attack 13: what is no JWK Set")
    void noJwks(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("attack 13: too many bytes, too many keys, nested too deeply, giant numbers")
    void bombs() throws Refusal {
        assertThat(parse(TestKeys.jwks(Collections.nCopies(100, "{}").toArray(String[]::new)))
                        .kids())
                .containsExactly("");
        assertThatThrownBy(
                        () -> parse(TestKeys.jwks(Collections.nCopies(101, "{}").toArray(String[]::new))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> parse("{\"keys\":[" + " ".repeat(SigningKeys.MAX_BYTES) + "]}"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> parse(TestKeys.jwks("[".repeat(20_000) + "]".repeat(20_000))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> parse(TestKeys.jwks("9".repeat(5_000)))).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName(
            "SMART-BS-2 a key that was chosen is chosen again for the same algorithm only, and a refusal stays one")
    void chosenTwice() throws Refusal {
        SigningKeys keys = parse(
                TestKeys.jwks(TestKeys.jwk(KEY, "a", ",\"alg\":\"RS384\""), TestKeys.jwk(TestKeys.rsa(1024), "b", "")));

        assertThat(keys.select("a", SigningAlgorithm.RS384)).isSameAs(keys.select("a", SigningAlgorithm.RS384));
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> keys.select("a", SigningAlgorithm.RS256)).hasMessageContaining("another alg");
            assertThatThrownBy(() -> keys.select("a", SigningAlgorithm.ES256)).hasMessageContaining("no key");
            assertThatThrownBy(() -> keys.select("b", SigningAlgorithm.RS384)).hasMessageContaining("too weak");
            assertThatThrownBy(() -> keys.select("c", SigningAlgorithm.RS384)).hasMessageContaining("no key");
        }
    }

    @Test
    @DisplayName("attack 13: of a set made to be large few keys are kept read; all of them can be chosen")
    void manyChosen() throws Refusal {
        SigningKeys keys = parse(TestKeys.jwks(IntStream.range(0, 50)
                .mapToObj(i -> TestKeys.jwk(KEY, "k" + i, ""))
                .toArray(String[]::new)));
        int kept = 0;
        for (String kid : keys.kids()) {
            PublicKey chosen = keys.select(kid, SigningAlgorithm.PS512);
            assertThat(chosen).isEqualTo(KEY);
            kept += keys.select(kid, SigningAlgorithm.PS512) == chosen ? 1 : 0;
        }
        assertThat(kept).isBetween(1, 10);
    }
}
