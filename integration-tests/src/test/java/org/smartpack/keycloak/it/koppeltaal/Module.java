/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A module as Keycloak sees it: brings the HTI token that a portal posted to it. */
record Module(HtiRealm realm, String clientId, ClientKey key) {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** The parameters of an authorization request with everything that Koppeltaal wants (KT-AUTHZ-8). */
    Map<String, String> request(Pkce pkce, String launch) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", HtiRealm.CALLBACK);
        request.put("launch", launch);
        request.put("scope", "launch openid fhirUser");
        request.put("state", "state-of-the-module");
        request.put("aud", HtiRealm.FHIR);
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        request.put("nonce", "nonce-of-the-module");
        return request;
    }

    String authorize(Map<String, String> request) {
        StringBuilder url = new StringBuilder(realm.endpoint("auth"));
        char separator = '?';
        for (Map.Entry<String, String> parameter : request.entrySet()) {
            url.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }

    /** From the token to the callback, for a browser whose user logs in by name. */
    Map<String, String> visit(LoginPages browser, String user, Pkce pkce, String launch) {
        return browser.visit(authorize(request(pkce, launch)), user);
    }

    /** The same for the patient whom {@link HtiRealm#hti} names. */
    Map<String, String> bring(LoginPages browser, String token) {
        return visit(browser, "patient-1", Pkce.create(), token);
    }

    /** The token was proven, and can't be used. */
    static void assertInvalid(Map<String, String> callback) {
        assertThat(callback).containsEntry("error", "invalid_request");
        assertThat(callback.get("error_description")).startsWith("invalid launch token (reference ");
    }

    /** Of several callbacks one has a code, and the others are {@linkplain #assertInvalid refused}. */
    static void assertOneCode(List<Map<String, String>> callbacks) {
        List<Map<String, String>> refused = callbacks.stream()
                .filter(callback -> !callback.containsKey("code"))
                .toList();
        refused.forEach(Module::assertInvalid);
        assertThat(refused).hasSize(callbacks.size() - 1);
    }

    /** From the token to the token response. */
    Response launch(LoginPages browser, String user, String launch) {
        Pkce pkce = Pkce.create();
        return tokens(visit(browser, user, pkce, launch), pkce);
    }

    Response tokens(Map<String, String> callback, Pkce pkce) {
        assertThat(callback).as("the callback").containsKey("code");
        Response response = redeem(callback.get("code"), pkce);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    Response redeem(String code, Pkce pkce) {
        return redeem(code, pkce, assertion().sign());
    }

    Response redeem(String code, Pkce pkce, String assertion) {
        return given().formParam("client_assertion_type", TYPE)
                .formParam("client_assertion", assertion)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", HtiRealm.CALLBACK)
                .formParam("code_verifier", pkce.verifier())
                .post(realm.endpoint("token"));
    }

    AssertionBuilder assertion() {
        return new AssertionBuilder(key, "ES384", clientId, realm.endpoint("token"));
    }

    /** Asks about a token. */
    Response introspect(String token) {
        return introspect(token, assertion().sign());
    }

    Response introspect(String token, String assertion) {
        return given().formParam("client_assertion_type", TYPE)
                .formParam("client_assertion", assertion)
                .formParam("token", token)
                .post(realm.url + "/smart/introspect");
    }

    /** The payload of a JWT. */
    static JsonPath claims(String jwt) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
    }
}
