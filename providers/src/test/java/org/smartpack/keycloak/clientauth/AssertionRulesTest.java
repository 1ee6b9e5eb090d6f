/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Header and claims of an assertion, on their own. */
class AssertionRulesTest {

    private static final long NOW = 1_800_000_000;
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\"}";
    private static final String URL = "https://as.example/token";
    private static final String ISSUER = "https://as.example";

    private static ClientSettings settings(Map<String, String> attributes) {
        return new ClientSettings((ClientModel) Proxy.newProxyInstance(
                AssertionRulesTest.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("getAttribute");
                    return attributes.get(args[0]);
                }));
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Assertion parse(String header, String claims) throws Refusal {
        return Assertion.parse(part(header) + "." + part(claims) + ".AA");
    }

    private static HeaderRules.Accepted header(String header, Map<String, String> attributes) throws Refusal {
        return HeaderRules.check(parse(header, "{}"), settings(attributes));
    }

    private static ClaimRules.Accepted claims(String claims) throws Refusal {
        return new ClaimRules("app", Set.of(URL, ISSUER), 300, NOW).check(parse(HEADER, claims));
    }

    /** Right claims; a name with a value replaces or adds one, a name with an empty value takes it away. */
    private static String claims(String name, String value) {
        Map<String, String> claims = new HashMap<>(Map.of(
                "iss", "\"app\"", "sub", "\"app\"", "aud", "\"" + URL + "\"", "exp", "" + (NOW + 300), "jti", "\"1\""));
        claims.put(name, value);
        claims.values().removeIf(String::isEmpty);
        return "{"
                + String.join(
                        ",",
                        claims.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                                .toList())
                + "}";
    }

    @Test
    void rightHeader() throws Refusal {
        assertThat(header(HEADER, Map.of())).isEqualTo(new HeaderRules.Accepted(SigningAlgorithm.RS384, "k"));
        assertThat(header("{\"typ\":\"jwt\",\"alg\":\"ES384\",\"kid\":\"k\",\"x5t\":\"a\"}", Map.of())
                        .algorithm())
                .isEqualTo(SigningAlgorithm.ES384);
    }

    @ParameterizedTest
    @DisplayName("SMART-BS-12: typ: absent, JWT by either spelling, or a JWT for client authentication")
    @ValueSource(
            strings = {
                "",
                "\"typ\":\"JWT\",",
                "\"typ\":\"jwt\",",
                "\"typ\":\"application/jwt\",",
                "\"typ\":\"Application/JWT\",",
                "\"typ\":\"client-authentication+jwt\",",
                "\"typ\":\"Client-Authentication+JWT\",",
            })
    void type(String type) throws Refusal {
        assertThat(header("{" + type + "\"alg\":\"RS384\",\"kid\":\"k\"}", Map.of())
                        .kid())
                .isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"typ\":\"at+jwt\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":7,\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":null,\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\"\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\" JWT\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT;x=y\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\"dpop+jwt\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":[\"JWT\"],\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":null}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":{}}",
                "{\"typ\":\"JWT\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"none\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"None\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"HS384\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"rs384\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"EdDSA\",\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":[\"RS384\"],\"kid\":\"k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"crit\":[\"exp\"]}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"b64\":false}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"jwk\":{}}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"x5u\":\"https://evil.example/c\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"jku\":\"https://evil.example/k\"}",
                "{\"typ\":\"JWT\",\"alg\":\"none\",\"alg\":\"RS384\",\"kid\":\"k\"}"
            })
    @DisplayName("SMART-BS-10 to 13, attack 9, 10, 11: wrong headers")
    void wrongHeader(String header) {
        assertThatThrownBy(() -> header(header, Map.of())).isInstanceOf(Refusal.class);
    }

    private static HeaderRules.Accepted tokenHeader(String header) throws Refusal {
        return HeaderRules.checkToken(parse(header, "{}"), settings(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    @DisplayName(
            "KT-HTI-1: another token of a client may be signed with any asymmetric algorithm, and needn't have typ")
    void tokenHeaders(String algorithm) throws Refusal {
        for (String type : new String[] {"", "\"typ\":\"JWT\",", "\"typ\":\"jwt\","}) {
            assertThat(tokenHeader("{" + type + "\"alg\":\"" + algorithm + "\",\"kid\":\"k\"}"))
                    .isEqualTo(new HeaderRules.Accepted(SigningAlgorithm.valueOf(algorithm), "k"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS384\"}",
                "{\"typ\":\"at+jwt\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":\"\",\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"typ\":null,\"alg\":\"RS384\",\"kid\":\"k\"}",
                "{\"alg\":\"RS384\",\"kid\":\"\"}",
                "{\"alg\":\"RS384\",\"kid\":null}",
                "{\"alg\":\"RS384\",\"kid\":[\"k\"]}",
                "{\"kid\":\"k\"}",
                "{\"alg\":\"none\",\"kid\":\"k\"}",
                "{\"alg\":\"HS256\",\"kid\":\"k\"}",
                "{\"alg\":\"HS512\",\"kid\":\"k\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"kid\":\"k\"}",
                "{\"alg\":\"EdDSA\",\"kid\":\"k\"}",
                "{\"alg\":\"RS384\",\"kid\":\"k\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"RS384\",\"kid\":\"k\",\"b64\":false}",
                "{\"alg\":\"RS384\",\"kid\":\"k\",\"jwk\":{}}",
                "{\"alg\":\"RS384\",\"kid\":\"k\",\"x5u\":\"https://evil.example/c\"}",
                "{\"alg\":\"RS384\",\"kid\":\"k\",\"jku\":\"https://evil.example/k\"}"
            })
    @DisplayName("KT-HTI-1, attack 33, 9, 11: wrong headers of another token of a client")
    void wrongTokenHeader(String header) {
        assertThatThrownBy(() -> tokenHeader(header)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("SMART-BS-13, attack 11: jku only if it is the registered URL to the letter, and that is in use")
    void jku() throws Refusal {
        String header = "{\"typ\":\"JWT\",\"alg\":\"RS384\",\"kid\":\"k\",\"jku\":\"https://app.example/k\"}";
        assertThat(header(header, Map.of("use.jwks.url", "true", "jwks.url", "https://app.example/k"))
                        .kid())
                .isEqualTo("k");

        for (String registered : new String[] {
            "https://app.example/K", "https://app.example/k/", "https://app.example:443/k", "https://app.example/k?", ""
        }) {
            assertThatThrownBy(() -> header(header, Map.of("use.jwks.url", "true", "jwks.url", registered)))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> header(header, Map.of("use.jwks.url", "false", "jwks.url", "https://app.example/k")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName(
            "SMART-BS-3 algorithms come from the registration, RS384 and ES384 by default; none can't be switched on")
    void algorithms() {
        assertThat(settings(Map.of()).algorithms())
                .containsExactlyInAnyOrder(SigningAlgorithm.RS384, SigningAlgorithm.ES384);
        assertThat(settings(Map.of("smart.jwt.algorithms", " ")).algorithms()).hasSize(2);
        assertThat(settings(Map.of("smart.jwt.algorithms", " rs512, PS256\tES512"))
                        .algorithms())
                .containsExactlyInAnyOrder(SigningAlgorithm.RS512, SigningAlgorithm.PS256, SigningAlgorithm.ES512);
        assertThat(settings(Map.of("smart.jwt.algorithms", "none HS256 RS385")).algorithms())
                .isEmpty();
    }

    @Test
    @DisplayName("settings that can't be understood widen nothing")
    void settings() {
        for (String life : new String[] {"", " ", "301", "3600"}) {
            assertThat(settings(Map.of("smart.jwt.max.life", life)).maxLife())
                    .as(life)
                    .isEqualTo(300);
        }
        for (String life : new String[] {"x", "60s", "-1", "0", "99999999999"}) {
            assertThat(settings(Map.of("smart.jwt.max.life", life)).maxLife())
                    .as(life)
                    .isEqualTo(1);
        }
        for (String audiences : new String[] {"Issuer", "token_url", "BOTH"}) {
            assertThat(settings(Map.of("smart.jwt.audiences", audiences)).audiences())
                    .as(audiences)
                    .isEqualTo(ClientSettings.Audiences.ISSUER);
        }
        assertThat(settings(Map.of("smart.jwt.max.life", " 60 ")).maxLife()).isEqualTo(60);
        assertThat(settings(Map.of()).audiences()).isEqualTo(ClientSettings.Audiences.BOTH);
        assertThat(settings(Map.of("smart.jwt.audiences", "token-url")).audiences())
                .isEqualTo(ClientSettings.Audiences.TOKEN_URL);
        assertThat(settings(Map.of("smart.jwt.audiences", "issuer")).audiences())
                .isEqualTo(ClientSettings.Audiences.ISSUER);
        assertThat(settings(Map.of("smart.jwt.private.addresses", "TRUE")).privateAddresses())
                .isFalse();
        assertThat(settings(Map.of("smart.jwt.private.addresses", "true")).privateAddresses())
                .isTrue();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aud | \"https://as.example\"",
                "aud | [\"https://as.example\"]",
                "aud | [\"https://as.example\",\"https://as.example/token\"]",
                "exp | 1800000315",
                "exp | 1799999986",
                "exp | 1800000300.5",
                "iat | 1800000015",
                "iat | 1",
                "nbf | 1799999999"
            })
    @DisplayName("SMART-BS-14 to 18: right claims")
    void rightClaims(String name, String value) throws Refusal {
        assertThat(claims(claims(name, value)).jti()).isEqualTo("1");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "iss | ``",
                "iss | \"other\"",
                "iss | \"APP\"",
                "iss | [\"app\"]",
                "iss | \"\"",
                "sub | ``",
                "sub | \"other\"",
                "sub | null",
                "aud | ``",
                "aud | []",
                "aud | \"\"",
                "aud | null",
                "aud | {}",
                "aud | 7",
                "aud | [[\"https://as.example\"]]",
                "aud | {\"a\":\"https://as.example\"}",
                "aud | \"https://as.example/\"",
                "aud | \"https://AS.example\"",
                "aud | \"https://as.example.evil\"",
                "aud | \"http://as.example\"",
                "aud | \"https://as.example:443\"",
                "aud | \"https://as.example/token/\"",
                "aud | [\"https://as.example\",\"https://evil.example\"]",
                "aud | [\"https://as.example\",null]",
                "exp | ``",
                "exp | null",
                "exp | \"1800000100\"",
                "exp | 1800000316",
                "exp | 1799999985",
                "exp | 0",
                "exp | -1",
                "exp | 1e999",
                "exp | 99999999999999999999",
                "exp | true",
                "exp | 18000001000000",
                "iat | 1800000016",
                "iat | \"x\"",
                "iat | 1e300",
                "nbf | 1800000016",
                "nbf | {}",
                "jti | ``",
                "jti | \"\"",
                "jti | \" \"",
                "jti | 7",
                "jti | null"
            })
    @DisplayName("SMART-BS-14 to 18, attack 7, 8, 10: wrong claims")
    void wrongClaims(String name, String value) {
        String wrong = claims(name, value == null ? "" : value);

        assertThatThrownBy(() -> claims(wrong)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName(
            "attack 6: the jti is remembered until no node could accept the assertion any more; it has a longest length")
    void jti() throws Refusal {
        assertThat(claims(claims("exp", "" + (NOW + 300))).validity().secondsToRemember(NOW))
                .isEqualTo(375);
        assertThat(claims(claims("exp", "" + (NOW - 14))).validity().secondsToRemember(NOW))
                .isEqualTo(61);
        assertThat(claims(claims("jti", "\"" + "x".repeat(512) + "\"")).jti()).hasSize(512);
        assertThatThrownBy(() -> claims(claims("jti", "\"" + "x".repeat(513) + "\"")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("attack 6, 32: the key is of one kind and one length, and tells issuer, jti and realm apart")
    void replayKeys() {
        Set<String> keys = Set.of(
                ReplayGuard.key("r", "app", "1"),
                ReplayGuard.key("r", "app", "2"),
                ReplayGuard.key("r", "app1", ""),
                ReplayGuard.key("r", "ap", "p1"),
                ReplayGuard.key("q", "app", "1"));

        assertThat(keys).hasSize(5).allMatch(key -> key.startsWith("smart-jwt.jti.") && key.length() == 59);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "e30.e30",
                "e30.e30.",
                ".e30.AA",
                "e30..AA",
                "e30.e30.AA.AA",
                "e30.e30.AA.AA.AA",
                "e30=.e30.AA",
                "e30.e30.A+A",
                "e30.W10.AA",
                "bnVsbA.e30.AA",
                "e30.eyJhIjoxfQ .AA",
                "e30.eyJhIjoxLCJhIjoyfQ.AA",
                "e30.gICA.AA"
            })
    @DisplayName("what is no compact JWS of two JSON objects")
    void malformed(String compact) {
        assertThatThrownBy(() -> Assertion.parse(compact)).isInstanceOf(Refusal.class);
    }

    @Test
    @DisplayName("an assertion has a longest length")
    void tooLong() {
        assertThatThrownBy(() -> Assertion.parse("e30." + "A".repeat(Assertion.MAX_LENGTH) + ".AA"))
                .hasMessageContaining("longer");
    }
}
