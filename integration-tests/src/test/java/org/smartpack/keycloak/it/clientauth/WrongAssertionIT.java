/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Assertions that must not work, and what the caller and the administrator learn about them. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongAssertionIT {

    private static final ClientKey RSA = ClientKey.rsa();
    private static final ClientKey EC = ClientKey.ec(Curve.P_384);
    private static final ClientKey FOREIGN = ClientKey.rsa();

    private SigningRealm realm;
    private SigningRealm otherRealm;
    private SigningClient client;
    private SigningClient other;

    @BeforeAll
    void realm(Admin admin) {
        realm = new SigningRealm(admin);
        otherRealm = new SigningRealm(admin);
        String jwks = ClientKey.jwks(List.of(RSA, EC));
        client = realm.inlineClient(RSA, "RS384", jwks, Map.of());
        other = realm.inlineClient(FOREIGN, "RS384");
    }

    private String reason() {
        return String.valueOf(
                ((Map<?, ?>) realm.newestEvent("CLIENT_LOGIN_ERROR").get("details")).get("reason"));
    }

    private record Wrong(String name, String assertion, String reason) {}

    private AssertionBuilder right() {
        return client.assertion();
    }

    private Wrong claim(String attack, String name, Object value, String reason) {
        return new Wrong(
                attack + ": " + name + " " + value, right().claim(name, value).sign(), reason);
    }

    private Wrong header(String attack, String name, Object value, String reason) {
        return new Wrong(
                attack + ": " + name + " " + value, right().header(name, value).sign(RSA, "RS384"), reason);
    }

    private Wrong audience(Object value) {
        return claim("attack 8", "aud", value, "aud is missing");
    }

    @TestFactory
    @DisplayName("SMART-BS-10 to 18, 26, 30: each is 401 invalid_client to the caller, with the reason in the event")
    Stream<DynamicTest> wrong() {
        long now = AssertionBuilder.now();
        String url = realm.tokenUrl();
        return Stream.of(
                        claim("attack 7", "exp", null, "exp is missing"),
                        claim("attack 7", "exp", now - 60, "expired"),
                        claim("attack 7", "exp", now + 600, "seconds ahead"),
                        claim("attack 7", "exp", "" + (now + 60), "not a date"),
                        new Wrong(
                                "attack 7: exp too far ahead of an iat that makes it look short",
                                right().claim("iat", now + 10)
                                        .claim("exp", now + 360)
                                        .sign(),
                                "seconds ahead"),
                        claim("attack 7", "iat", now + 120, "in the future"),
                        claim("attack 7", "nbf", now + 120, "in the future"),
                        audience(null),
                        audience(List.of()),
                        audience(List.of(url, "https://stranger.example/token")),
                        audience(otherRealm.tokenUrl()),
                        audience(otherRealm.url),
                        audience(url + "/"),
                        audience(url.toUpperCase()),
                        audience(url.replace("http://", "https://")),
                        audience(url.replace("127.0.0.1", "127.0.0.1.evil.example")),
                        audience(url.replace("http://", "http://evil@")),
                        audience(realm.introspectionUrl()),
                        audience(realm.parUrl()),
                        audience(realm.url + "/"),
                        header("attack 9", "alg", "none", "known asymmetric"),
                        new Wrong(
                                "attack 9: alg none without signature",
                                right().header("alg", "none").unsigned() + ".",
                                ""),
                        new Wrong("attack 9: HS256 with the public key", hmac(), "known asymmetric"),
                        header("attack 9", "jwk", RSA.jwk().toPublicJWK().toJSONObject(), "the header has jwk"),
                        new Wrong(
                                "attack 9: signed with the embedded jwk",
                                right().header(
                                                "jwk",
                                                FOREIGN.jwk().toPublicJWK().toJSONObject())
                                        .sign(FOREIGN, "RS384"),
                                "the header has jwk"),
                        header("attack 9", "x5u", "https://evil.example/cert", "the header has x5u"),
                        header("attack 9", "crit", List.of("x"), "critical"),
                        new Wrong(
                                "attack 9: an algorithm that the client isn't registered for",
                                right().header("alg", "RS256").sign(),
                                "registered for alg RS256"),
                        new Wrong(
                                "attack 9: alg says RS384, signed with RS256", right().sign(RSA, "RS256"), "signature"),
                        new Wrong(
                                "attack 9: the kid of a key of another kind",
                                right().header("kid", EC.kid()).sign(),
                                "no key has this kid"),
                        claim("attack 10", "iss", "someone-else", "iss and sub"),
                        claim("attack 10", "iss", other.clientId(), "iss and sub"),
                        claim("attack 10", "iss", null, "iss and sub"),
                        new Wrong(
                                "attack 10: a foreign kid",
                                right().header("kid", FOREIGN.kid()).sign(FOREIGN, "RS384"),
                                "no key has this kid"),
                        header("attack 10, KT-BS-10", "kid", null, "kid is missing"),
                        new Wrong("attack 10: signed with a foreign key", right().sign(FOREIGN, "RS384"), "signature"),
                        header("attack 11", "jku", "https://evil.example/keys", "jku is not"),
                        header("assertion", "typ", "dpop+jwt", "typ is not"),
                        header("assertion", "typ", "at+jwt", "typ is not"),
                        claim("assertion", "jti", null, "jti is missing"),
                        claim("assertion", "jti", "", "jti is missing"),
                        claim("assertion", "jti", "x".repeat(600), "jti is missing"),
                        new Wrong("signature cut off", cutOff(right().sign()), "signature"),
                        new Wrong("signature of zeros", right().unsigned() + "." + "A".repeat(342), "signature"),
                        new Wrong(
                                "ES384 signature of zeros",
                                new AssertionBuilder(EC, "ES384", client.clientId(), url).unsigned() + "."
                                        + "A".repeat(128),
                                "signature"))
                .map(wrong -> DynamicTest.dynamicTest(wrong.name(), () -> {
                    Refused.asInvalidClient(wrong.name(), realm.token(wrong.assertion()));
                    if (!wrong.reason().isEmpty()) {
                        assertThat(reason()).contains(wrong.reason());
                        assertThat(realm.newestEvent("CLIENT_LOGIN_ERROR"))
                                .containsEntry("error", "invalid_client_credentials")
                                .containsEntry("clientId", client.clientId());
                    }
                }));
    }

    private String hmac() {
        try {
            String unsigned = right().header("alg", "HS256").unsigned();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(((RSAKey) RSA.jwk()).toPublicKey().getEncoded(), "HmacSHA256"));
            return unsigned + "." + AssertionBuilder.encode(mac.doFinal(unsigned.getBytes()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cutOff(String assertion) {
        return assertion.substring(0, assertion.length() - 8);
    }

    @Test
    @DisplayName("KT-BS-7 the right assertion, in each way it may be, works")
    void rightAssertions() {
        long now = AssertionBuilder.now();
        List<AssertionBuilder> all = List.of(
                right(),
                right().claim("aud", realm.url),
                right().claim("aud", List.of(realm.tokenUrl(), realm.url)),
                right().claim("exp", now + 300),
                right().claim("exp", now + 300).claim("iat", now),
                // An iat from before the server was started is refused (attack 44); this server may be young.
                right().claim("iat", now - 1).claim("nbf", now - 100),
                right().header("x5c", List.of("MIIB")).header("unknown", 7),
                right().claim("unknown", Map.of("a", List.of(1))),
                new AssertionBuilder(EC, "ES384", client.clientId(), realm.tokenUrl()));

        assertThat(all)
                .allSatisfy(assertion ->
                        assertThat(realm.token(assertion.sign()).statusCode()).isEqualTo(200));
    }

    @Test
    @DisplayName("SMART-BS-14, 30: unknown clients, and what is no assertion at all, get the same answer")
    void unknownClients() {
        List<String> texts = List.of(
                new AssertionBuilder(RSA, "RS384", "no-such-client", realm.tokenUrl()).sign(),
                new AssertionBuilder(RSA, "RS384", client.clientId().toUpperCase(), realm.tokenUrl()).sign(),
                right().claim("sub", null).claim("iss", null).sign(),
                right().claim("sub", List.of(client.clientId())).sign(),
                "",
                "a.b.c",
                "e30.e30.AA",
                "x".repeat(20_000),
                "e30." + AssertionBuilder.encode("[".repeat(5000)) + ".AA");

        assertThat(texts)
                .allSatisfy(text ->
                        Refused.asInvalidClient(text.substring(0, Math.min(40, text.length())), realm.token(text)));
    }

    @Test
    @DisplayName("SMART-BS-20, 30: client_assertion_type missing or wrong, client_assertion missing or malformed")
    void parameters() {
        String id = client.clientId();
        Map<String, Response> answers = Map.of(
                "no type",
                given().formParam("client_assertion", right().sign())
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "wrong type",
                given().formParam("client_assertion", right().sign())
                        .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "no assertion",
                given().formParam("client_id", id)
                        .formParam("client_assertion_type", Caller.ASSERTION_TYPE)
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "nothing but client_id",
                given().formParam("client_id", id)
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "malformed",
                Caller.assertion("rubbish")
                        .formParam("client_id", id)
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));

        answers.forEach(Refused::asInvalidClient);
        Caller.assertion(right().sign())
                .formParam("client_id", id)
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-20, 31, 32: the other errors of a token request have their own codes")
    void otherErrors() {
        assertThat(Caller.assertion(right().sign())
                        .post(realm.tokenUrl())
                        .jsonPath()
                        .getString("error"))
                .isEqualTo("invalid_request");
        assertThat(Caller.assertion(right().sign())
                        .formParam("grant_type", "nonsense")
                        .post(realm.tokenUrl())
                        .jsonPath()
                        .getString("error"))
                .isEqualTo("unsupported_grant_type");
        given().queryParam("client_assertion_type", Caller.ASSERTION_TYPE)
                .queryParam("client_assertion", right().sign())
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(401);
    }

    @Test
    @DisplayName("attack 10: two authentication methods at once")
    void twoMethods() {
        Map<String, Object> secret =
                Map.of("clientId", "secret-" + UUID.randomUUID(), "secret", "s", "serviceAccountsEnabled", true);
        realm.admin.createClient(realm.name, secret);
        String secretId = (String) secret.get("clientId");

        Refused.asInvalidClient(
                "Basic of the same client",
                basic(client.clientId(), "x")
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));
        Refused.asInvalidClient(
                "Basic of another client, with its right secret",
                basic(secretId, "s")
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));
        Refused.asInvalidClient(
                "client_secret",
                Caller.assertion(right().sign())
                        .formParam("client_secret", "x")
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));
        Refused.asInvalidClient(
                "client_id and client_secret of another client",
                Caller.assertion(right().sign())
                        .formParam("client_id", secretId)
                        .formParam("client_secret", "s")
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));
        Refused.asInvalidClient(
                "client_id of another client",
                Caller.assertion(right().sign())
                        .formParam("client_id", other.clientId())
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()));
        Caller.basic(secretId, "s")
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl())
                .then()
                .statusCode(200);
    }

    private io.restassured.specification.RequestSpecification basic(String id, String secret) {
        return Caller.assertion(right().sign()).auth().preemptive().basic(id, secret);
    }

    @Test
    @DisplayName("SMART-BS-35: duplicate parameters are 400 invalid_request")
    void duplicates() {
        String assertion = right().sign();
        Map<String, Response> answers = Map.of(
                "client_assertion",
                given().formParam("client_assertion_type", Caller.ASSERTION_TYPE)
                        .formParam("client_assertion", assertion, right().sign())
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "client_assertion_type",
                given().formParam("client_assertion_type", Caller.ASSERTION_TYPE, Caller.ASSERTION_TYPE)
                        .formParam("client_assertion", right().sign())
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "client_id",
                Caller.assertion(right().sign())
                        .formParam("client_id", client.clientId(), client.clientId())
                        .formParam("grant_type", "client_credentials")
                        .post(realm.tokenUrl()),
                "grant_type",
                Caller.assertion(right().sign())
                        .formParam("grant_type", "client_credentials", "client_credentials")
                        .post(realm.tokenUrl()));

        answers.forEach((name, answer) -> {
            assertThat(answer.statusCode()).as(name).isEqualTo(400);
            assertThat(answer.jsonPath().getString("error")).as(name).isEqualTo("invalid_request");
        });
        assertThat(realm.token(assertion).statusCode())
                .as("the refused one was not used up")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-BS-17, attack 6: a jti works once, also when the rest of the assertion differs")
    void replay() {
        AssertionBuilder assertion = right();
        String first = assertion.sign();

        realm.token(first).then().statusCode(200);
        Refused.asInvalidClient("the same", realm.token(first));
        assertThat(reason()).isEqualTo("jti was used before");
        Refused.asInvalidClient(
                "the same jti",
                realm.token(right().claim("jti", assertion.jti()).sign()));
    }

    @Test
    @DisplayName("SMART-BS-17, attack 6: the jti is kept by issuer: another client, or another realm, may use the same")
    void sameJtiOfOthers() {
        String jti = UUID.randomUUID().toString();
        SigningClient abroad = otherRealm.inlineClient(RSA, "RS384");

        realm.token(right().claim("jti", jti).sign()).then().statusCode(200);
        realm.token(other.assertion().claim("jti", jti).sign()).then().statusCode(200);
        otherRealm.token(abroad.assertion().claim("jti", jti).sign()).then().statusCode(200);
    }

    @Test
    @DisplayName("SMART-BS-19, attack 6: a jti is recorded only when signature and claims hold")
    void notRecordedTooEarly() {
        AssertionBuilder assertion = right();
        String jti = assertion.jti();

        Refused.asInvalidClient("signature", realm.token(assertion.sign(FOREIGN, "RS384")));
        Refused.asInvalidClient(
                "expired",
                realm.token(right().claim("jti", jti)
                        .claim("exp", AssertionBuilder.now() - 60)
                        .sign()));
        Refused.asInvalidClient(
                "aud",
                realm.token(
                        right().claim("jti", jti).claim("aud", otherRealm.url).sign()));
        realm.token(assertion.sign()).then().statusCode(200);
    }

    @Test
    @DisplayName("attack 6: of concurrent uses exactly one succeeds")
    void concurrentReplay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                String assertion = right().sign();
                List<Callable<Integer>> uses = IntStream.range(0, 16)
                        .<Callable<Integer>>mapToObj(
                                i -> () -> realm.token(assertion).statusCode())
                        .toList();
                int successes = 0;
                for (Future<Integer> use : threads.invokeAll(uses)) {
                    successes += use.get() == 200 ? 1 : 0;
                }
                assertThat(successes).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("attack 8: an assertion for another server, replayed here with that server's name as Host")
    void foreignHost(KeycloakServer server, Admin admin) {
        SigningRealm published = new SigningRealm(admin, Map.of("attributes", Map.of("frontendUrl", server.url())));
        SigningClient victim = published.inlineClient(RSA, "RS384");
        String evil = published.tokenUrl().replaceFirst("//[^/]+", "//evil.example");

        Refused.asInvalidClient(
                "Host",
                Caller.assertion(victim.assertion().claim("aud", evil).sign())
                        .header("Host", "evil.example")
                        .formParam("grant_type", "client_credentials")
                        .post(published.tokenUrl()));
        Caller.assertion(victim.assertion().sign())
                .header("Host", "internal.example")
                .formParam("grant_type", "client_credentials")
                .post(published.tokenUrl())
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("attack 10: two keys with one kid, keys for something else, weak keys")
    void wrongKeys() {
        ClientKey enc = ClientKey.rsa();
        ClientKey small = ClientKey.rsa(1024, "small");
        ClientKey p256 = ClientKey.ec(Curve.P_256);
        Map<String, SigningClient> clients = Map.of(
                "two keys with one kid",
                realm.inlineClient(
                        RSA,
                        "RS384",
                        ClientKey.jwks(List.of(RSA, FOREIGN.as(RSA.kid(), KeyUse.SIGNATURE, null))),
                        Map.of()),
                "use enc",
                realm.inlineClient(
                        enc,
                        "RS384",
                        ClientKey.jwks(List.of(enc.as(enc.kid(), KeyUse.ENCRYPTION, null), FOREIGN)),
                        Map.of()),
                "alg of the key",
                realm.inlineClient(
                        RSA,
                        "RS384",
                        RSA.as(RSA.kid(), KeyUse.SIGNATURE, "RS256").jwks(),
                        Map.of()),
                "1024 bits",
                realm.inlineClient(small, "RS384"),
                "private key in the set",
                realm.importedClient(
                        RSA,
                        "RS384",
                        SigningClient.imported("{\"keys\":[" + RSA.jwk().toJSONString() + "]}")),
                "no keys",
                realm.newClient(RSA, "RS384", Map.of(), Map.of()),
                "rubbish for keys",
                realm.importedClient(RSA, "RS384", SigningClient.imported("rubbish")));
        clients.forEach((name, wrong) -> Refused.asInvalidClient(name, wrong.clientCredentials()));

        // A P-256 key signs with ES256; the header says ES384.
        SigningClient curve = realm.inlineClient(p256, "ES384");
        Refused.asInvalidClient("curve", realm.token(curve.assertion().sign(p256, "ES256")));
        assertThat(reason()).contains("curve");
        assertThat(((ECKey) p256.jwk()).getCurve()).isEqualTo(Curve.P_256);
    }

    @Test
    @DisplayName("a key on the same kid but of another kind is no ambiguity")
    void sameKidOtherKind() {
        SigningClient both = realm.inlineClient(
                RSA, "RS384", ClientKey.jwks(List.of(RSA, EC.as(RSA.kid(), KeyUse.SIGNATURE, null))), Map.of());

        both.clientCredentials().then().statusCode(200);
    }

    @Test
    @DisplayName("a disabled client, a deleted one")
    void disabled() {
        SigningClient disabled = realm.inlineClient(RSA, "RS384", RSA.jwks(), Map.of("enabled", false));

        Refused.asInvalidClient("disabled", disabled.clientCredentials());
        assertThat(reason()).isEqualTo("the client is disabled");
        realm.admin.delete(realm.client(disabled.clientId()).path());
        Refused.asInvalidClient("deleted", disabled.clientCredentials());
    }

    @Test
    @DisplayName("SMART-BS-3 settings: algorithms, audiences, longest life; a change works at once")
    void settings() {
        SigningClient set = realm.inlineClient(RSA, "RS384");
        String issuer = realm.url;

        realm.client(set.clientId()).changeAttributes(Map.of("smart.jwt.algorithms", "PS256 RS512"));
        Refused.asInvalidClient("RS384", set.clientCredentials());
        for (String algorithm : List.of("PS256", "RS512")) {
            realm.token(set.assertion().header("alg", algorithm).sign()).then().statusCode(200);
        }
        realm.client(set.clientId())
                .changeAttributes(Map.of("smart.jwt.algorithms", "", "smart.jwt.audiences", "issuer"));
        Refused.asInvalidClient("token URL", set.clientCredentials());
        realm.token(set.assertion().claim("aud", issuer).sign()).then().statusCode(200);

        realm.client(set.clientId()).changeAttributes(Map.of("smart.jwt.audiences", "token-url"));
        Refused.asInvalidClient(
                "issuer", realm.token(set.assertion().claim("aud", issuer).sign()));
        Refused.asInvalidClient(
                "both",
                realm.token(set.assertion()
                        .claim("aud", List.of(issuer, realm.tokenUrl()))
                        .sign()));
        set.clientCredentials().then().statusCode(200);

        realm.client(set.clientId()).changeAttributes(Map.of("smart.jwt.max.life", "60"));
        Refused.asInvalidClient("240 s", set.clientCredentials());
        realm.token(set.assertion().claim("exp", AssertionBuilder.now() + 50).sign())
                .then()
                .statusCode(200);
    }

    @TestFactory
    @DisplayName("SMART-BS-3 every algorithm that can be chosen")
    Stream<DynamicTest> algorithms() {
        Map<String, Curve> curves = Map.of("ES256", Curve.P_256, "ES384", Curve.P_384, "ES512", Curve.P_521);
        return Stream.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
                .map(algorithm -> DynamicTest.dynamicTest(algorithm, () -> {
                    ClientKey key = curves.containsKey(algorithm) ? ClientKey.ec(curves.get(algorithm)) : RSA;
                    SigningClient one = realm.inlineClient(key, algorithm);
                    realm.client(one.clientId()).changeAttributes(Map.of("smart.jwt.algorithms", algorithm));
                    one.clientCredentials().then().statusCode(200);
                }));
    }

    @Test
    @DisplayName("attack 34: no assertion in the server's log or the realm's events, whether it works or not")
    void nothingLeaks(KeycloakServer server) {
        String right = right().sign();
        String wrong = right().claim("aud", "https://stranger.example").sign();
        String malformed = "not-json." + UUID.randomUUID().toString().repeat(3) + ".AAAA";
        String token = realm.token(right).jsonPath().getString("access_token");
        realm.token(wrong);
        realm.token(right);
        Caller.assertion(malformed)
                .formParam("client_id", client.clientId())
                .formParam("grant_type", "client_credentials")
                .post(realm.tokenUrl());

        String log = server.log();
        String events = realm.admin.get(realm.path("/events")).asString();
        for (String secret : List.of(right, wrong, malformed, token)) {
            for (String part : secret.split("\\.")) {
                if (part.length() > 64) {
                    assertThat(log).doesNotContain(part);
                    assertThat(events).doesNotContain(part);
                }
            }
        }
        assertThat(log).contains("not authenticated: aud is missing or has a value");
    }
}
