/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
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
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.koppeltaal.Module;
import org.smartpack.keycloak.testkit.koppeltaal.Portal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Launch tokens that aren't right: one answer for all of them, the cause in the event, nothing used up. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongHtiTokenIT {
    private KeycloakServer server;
    private Domain realm;
    private Module module;
    private ClientKey rsa;
    private ClientKey stranger;
    private Portal portal;

    @BeforeAll
    void realm(KeycloakServer server, Admin admin) {
        this.server = server;
        realm = Domain.create(admin);
        module = realm.module();
        rsa = ClientKey.rsa();
        stranger = ClientKey.rsa();
        portal = realm.newPortal(rsa, "RS512");
    }

    private AssertionBuilder hti() {
        return portal.hti();
    }

    private Map<String, String> bring(String token) {
        return module.bring(realm.browser(), token);
    }

    private void assertRefused(String what, String token, String reason) {
        assertThat(bring(token))
                .as(what)
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch token")
                .containsEntry("state", "state-of-the-module")
                .containsEntry("iss", realm.url)
                .doesNotContainKey("code");
        assertThat(realm.reasons("LOGIN_ERROR").get(0)).as(what).contains(reason);
    }

    @Test
    @DisplayName("KT-HTI-1: the token that the wrong ones differ from is right")
    void right() {
        assertThat(bring(hti().sign())).containsKey("code");
        assertThat(bring(hti().header("typ", null).sign())).containsKey("code");
    }

    @TestFactory
    @DisplayName("KT-HTI-1: every asymmetric algorithm that HTI and JWS know")
    Stream<DynamicTest> algorithms() {
        Map<String, ClientKey> keys = new LinkedHashMap<>();
        for (String algorithm : List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")) {
            keys.put(algorithm, rsa);
        }
        keys.put("ES256", ClientKey.ec(Curve.P_256));
        keys.put("ES384", ClientKey.ec(Curve.P_384));
        keys.put("ES512", ClientKey.ec(Curve.P_521));
        LoginPages browser = realm.browser();
        return keys.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest("KT-HTI-1: " + entry.getKey(), () -> {
                    ClientKey key = entry.getValue();
                    Portal issuer = key == rsa ? portal : realm.newPortal(key, entry.getKey());
                    String token =
                            Portal.hti(issuer.clientId(), key, entry.getKey()).sign();
                    assertThat(module.bring(browser, token)).containsKey("code");
                }));
    }

    @Test
    @DisplayName("KT-HTI-1: the demo's portal, too, signs with any algorithm that its keys are good for")
    void demoPortal() {
        LoginPages browser = realm.browser();
        ClientKey key = ClientKey.demo("portal", RSAKey.class);
        for (String algorithm : List.of("RS256", "RS384", "RS512", "PS256")) {
            String token = Portal.hti("portal", key, algorithm).sign();
            assertThat(module.bring(browser, token)).as(algorithm).containsKey("code");
        }
    }

    @Test
    @DisplayName(
            "attack 33, 9, KT-DOM-5: HS256 with the public key, none, keys or a jku of the sender's choice, unknown extensions")
    void algorithmGames() throws JOSEException {
        String unsigned = hti().header("alg", "HS256").unsigned();
        byte[] secret = rsa.jwk().toPublicJWK().toJSONString().getBytes(UTF_8);
        String mac = new MACSigner(secret)
                .sign(new JWSHeader(JWSAlgorithm.HS256), unsigned.getBytes(US_ASCII))
                .toString();
        assertRefused("HS256", unsigned + "." + mac, "alg is not a known asymmetric algorithm");
        assertRefused("none", hti().header("alg", "none").unsigned() + ".AA", "alg is not a known");
        assertRefused("none, unsigned", hti().header("alg", "none").unsigned() + ".", "signature is not base64url");
        assertRefused(
                "jwk",
                hti().header("jwk", stranger.jwk().toPublicJWK().toJSONObject()).sign(stranger, "RS512"),
                "the header has jwk");
        assertRefused("x5u", hti().header("x5u", "http://127.0.0.1:1/c").sign(), "the header has x5u");
        assertRefused("jku", hti().header("jku", "http://127.0.0.1:1/k").sign(), "jku is not the registered");
        assertRefused("crit", hti().header("crit", List.of("exp")).sign(), "critical extension");
        assertRefused("b64", hti().header("b64", false).sign(), "critical extension");
        assertRefused("typ", hti().header("typ", "at+jwt").sign(), "typ is not JWT");
        assertRefused(
                "other alg than the key's kind",
                hti().header("alg", "ES256").sign(rsa, "RS512"),
                "no key has this kid");
    }

    @Test
    @DisplayName(
            "KT-HTI-13, 1: kid is needed and names one of the portal's own keys; another key's signature doesn't hold")
    void keys() {
        assertRefused("no kid", hti().header("kid", null).sign(), "kid is missing");
        assertRefused("unknown kid", hti().header("kid", "other").sign(), "no key has this kid");
        assertRefused("a stranger's key", hti().sign(stranger, "RS512"), "the signature is not valid");
        assertRefused(
                "the module's key",
                Portal.hti(portal.clientId(), ClientKey.demo("module"), "ES384").sign(),
                "no key has this kid");
        String[] parts = hti().sign().split("\\.");
        String[] others = hti().claim("sub", Domain.PRACTITIONER).sign().split("\\.");
        assertRefused(
                "a payload of another token",
                parts[0] + "." + others[1] + "." + parts[2],
                "the signature is not valid");
    }

    @Test
    @DisplayName("KT-HTI-3, attack 33: a JWE, be its content a right token, and what is no JWT at all")
    void noSignedToken() throws JOSEException {
        JWEObject encrypted = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                        .contentType("JWT")
                        .keyID(rsa.kid())
                        .build(),
                new Payload(hti().sign()));
        encrypted.encrypt(new RSAEncrypter(((RSAKey) rsa.jwk()).toRSAPublicKey()));
        assertRefused("JWE", encrypted.serialize(), "not a JWS in compact serialization");
        for (String text : List.of("x", "a.b", "a.b.c", "..", "{}", "é", hti().sign() + ".", " " + hti().sign())) {
            assertRefused(text, text, "the JWT");
        }
    }

    @Test
    @DisplayName("KT-AUTHZ-2, attack 33: for another module, for two, for a URL, for nobody")
    void audience() {
        assertRefused("another's", hti().claim("aud", "Device/module-smart").sign(), "another application's Device");
        assertRefused(
                "two", hti().claim("aud", List.of("Device/module", "Device/x")).sign(), "exactly one Device");
        assertRefused("URL", hti().claim("aud", "http://127.0.0.1:9999/launch").sign(), "not a reference to Device");
        assertRefused("bare id", hti().claim("aud", "module").sign(), "not a reference to Device");
        assertRefused("missing", hti().claim("aud", null).sign(), "exactly one Device");
    }

    @Test
    @DisplayName(
            "KT-HTI-8, attack 33: exp missing, past, or more than 5 minutes after iat; iat missing or ahead; nbf ahead")
    void dates() {
        long now = AssertionBuilder.now();
        assertRefused("no exp", hti().claim("exp", null).sign(), "exp is missing");
        assertRefused(
                "past", hti().claim("iat", now - 400).claim("exp", now - 120).sign(), "has expired");
        assertRefused("long", hti().claim("iat", now).claim("exp", now + 301).sign(), "within 300 seconds");
        assertRefused(
                "iat in the past to make it long",
                hti().claim("iat", now - 200).claim("exp", now + 101).sign(),
                "within 300 seconds");
        assertRefused("no iat", hti().claim("iat", null).sign(), "iat is missing");
        assertRefused("iat ahead", hti().claim("iat", now + 60).sign(), "iat is in the future");
        assertRefused("nbf ahead", hti().claim("nbf", now + 60).sign(), "nbf is in the future");
        assertRefused("text", hti().claim("exp", "" + (now + 100)).sign(), "exp is not a date");
    }

    @Test
    @DisplayName("KT-HTI-7, 9, 10, 11, 12, 4: jti, sub and resource missing or of another form; others of another type")
    void claims() {
        assertRefused("no jti", hti().claim("jti", null).sign(), "jti is missing");
        assertRefused("no sub", hti().claim("sub", null).sign(), "sub is missing");
        assertRefused("sub", hti().claim("sub", "Person/1").sign(), "sub is not a reference");
        assertRefused("no resource", hti().claim("resource", null).sign(), "resource is missing");
        assertRefused("resource", hti().claim("resource", "Patient/1").sign(), "resource is not a reference");
        assertRefused(
                "HTI 1.1",
                hti().claim("resource", null)
                        .claim("task", Map.of("id", "task-1"))
                        .sign(),
                "resource is missing");
        assertRefused("patient", hti().claim("patient", "Practitioner/1").sign(), "patient is not a reference");
        assertRefused("definition", hti().claim("definition", Map.of()).sign(), "definition is not a string");
        assertRefused("intent", hti().claim("intent", 7).sign(), "intent is not a string");
        assertRefused("idp_hint", hti().claim("idp_hint", List.of("a")).sign(), "idp_hint is not a string");
    }

    @Test
    @DisplayName("attack 47, KT-HTI-11: two patients in one token: sub is one, patient another")
    void twoPatients() {
        AssertionBuilder token = hti().claim("sub", Domain.PATIENT);
        assertRefused(
                "another", token.claim("patient", "Patient/kt-pat-2").sign(), "patient and sub are different Patients");
        assertThat(bring(token.claim("patient", Domain.PATIENT).sign())).containsKey("code");
    }

    @Test
    @DisplayName(
            "KT-HTI-6, attack 33: issuers: another domain's portal, an app that launches nobody, unknown, disabled")
    void issuers(Admin admin) {
        Domain otherDomain = Domain.create(admin);
        Portal elsewhere = otherDomain.newPortal(rsa, "RS512");
        String reason = "iss is not the client id of an application of this domain";
        assertRefused("another domain's", elsewhere.hti().sign(), reason);
        assertRefused(
                "module",
                Portal.hti("module", ClientKey.demo("module"), "ES384").sign(),
                reason);
        assertRefused("URL", Portal.hti(realm.url, rsa, "RS512").sign(), reason);
        assertRefused(
                "Device",
                Portal.hti("Device/" + portal.clientId(), rsa, "RS512").sign(),
                reason);
        assertRefused("none", hti().claim("iss", null).sign(), reason);
        assertRefused("number", hti().claim("iss", 1).sign(), "iss is not a string");

        Portal other = realm.newPortal(rsa, "RS512");
        assertThat(bring(other.hti().sign())).containsKey("code");
        realm.client(other.clientId()).change(Map.of("enabled", false));
        assertRefused("disabled", other.hti().sign(), reason);
    }

    @Test
    @DisplayName("KT-HTI-7: a token that is refused uses up no jti")
    void nothingUsedUp() {
        AssertionBuilder token = hti();
        assertRefused("signature", token.sign(stranger, "RS512"), "the signature is not valid");
        String id = token.jti();
        assertRefused("claims", hti().claim("jti", id).claim("exp", null).sign(), "exp is missing");
        assertThat(bring(token.sign())).containsKey("code");
    }

    @Test
    @DisplayName("LCTX-30, 31: an HTI token is no handle for an ordinary app, a handle no HTI token")
    void notMixed() {
        Module smart = realm.module("module-smart");
        assertThat(smart.bring(
                        realm.browser(),
                        hti().claim("aud", "Device/module-smart").sign()))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", "invalid launch");
        String handle = realm.register(Map.of("patient", "kt-pat-1", "client_id", "module"));
        assertRefused("a handle", handle, "the JWT is not a JWS");
    }

    @Test
    @DisplayName(
            "add-req-params-max-size: a token of an RS512 key of 4096 bits fits; one above the limit is a 400, no redirect")
    void sizes() {
        ClientKey large = ClientKey.rsa(4096, UUID.randomUUID().toString());
        Portal issuer = realm.newPortal(large, "RS512");
        String token = issuer.hti()
                .claim("definition", "https://example.org/fhir/ActivityDefinition/" + "d".repeat(200) + "|1.0.0")
                .claim("patient", Domain.PATIENT)
                .claim("intent", "order")
                .claim("idp_hint", "idp-relatedperson-digid")
                .sign();
        assertThat(token.length()).isBetween(1400, 2000);
        assertThat(bring(token)).containsKey("code");

        String longer = issuer.hti().claim("unknown", "x".repeat(4000)).sign();
        assertThat(bring(longer)).containsKey("code");

        Response tooLong = realm.browser()
                .open(module.authorize(
                        module.request(hti().claim("unknown", "x".repeat(7000)).sign())));
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.header("Location")).isNull();
    }

    @Test
    @DisplayName("attack 34, KT-HTI-1: nothing of launch tokens, right or wrong, in log and events")
    void nothingLeaks() {
        String mark = UUID.randomUUID().toString();
        List<String> tokens = new ArrayList<>(List.of(
                hti().claim("sub", "Patient/" + mark)
                        .claim("intent", mark)
                        .claim("patient", "Patient/" + mark)
                        .sign(),
                hti().claim("sub", mark).sign(),
                hti().claim("aud", mark).sign(),
                hti().claim("iss", mark).sign(),
                hti().claim("resource", mark).sign(),
                hti().claim("idp_hint", mark).sign(),
                hti().claim("exp", mark).sign(),
                hti().claim("jti", mark + " ").sign(),
                hti().header("kid", mark).sign(),
                hti().header("alg", mark).sign(rsa, "RS512"),
                hti().header("jku", "https://" + mark).sign(),
                hti().sign(stranger, "RS512"),
                mark));
        tokens.forEach(this::bring);
        String seen =
                server.log() + realm.admin.get(realm.path("/events?max=1000")).asString();
        assertThat(seen).contains("LAUNCH_CONTEXT_REJECTED");
        assertThat(seen.contains(mark)).as("something of the tokens").isFalse();
        assertThat(tokens).noneMatch(seen::contains);
    }
}
