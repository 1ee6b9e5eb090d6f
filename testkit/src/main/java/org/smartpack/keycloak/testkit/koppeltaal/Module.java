/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.SigningClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is launched: it brings the launch token that a portal posted to it to Keycloak (sections 4 and
 * 5).
 */
public final class Module extends SigningClient {

    private final Domain domain;

    Module(Domain domain, String clientId, ClientKey key) {
        super(domain, clientId, key, "ES384");
        this.domain = domain;
    }

    /** The parameters of an authorization request with everything that Koppeltaal wants. */
    public Map<String, String> request(Pkce pkce, String launch) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId());
        request.put("redirect_uri", Domain.CALLBACK);
        request.put("launch", launch);
        request.put("scope", "launch openid fhirUser");
        request.put("state", "state-of-the-module");
        request.put("aud", Domain.FHIR);
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        request.put("nonce", "nonce-of-the-module");
        return request;
    }

    /** The same with a code that isn't redeemed. */
    public Map<String, String> request(String launch) {
        return request(Pkce.create(), launch);
    }

    /** From the token to the callback, for a browser whose user logs in by name. */
    public Map<String, String> visit(LoginPages browser, String user, Pkce pkce, String launch) {
        return browser.visit(authorize(request(pkce, launch)), user);
    }

    /** The same with a code that isn't redeemed. */
    public Map<String, String> bring(LoginPages browser, String user, String launch) {
        return visit(browser, user, Pkce.create(), launch);
    }

    /** The same for the patient whom {@link Portal#hti} names. */
    public Map<String, String> bring(LoginPages browser, String launch) {
        return bring(browser, "patient-1", launch);
    }

    /** From the token to the token response. */
    public Response launch(LoginPages browser, String user, String launch) {
        Pkce pkce = Pkce.create();
        return tokens(visit(browser, user, pkce, launch), pkce);
    }

    /** The same for the handle of a launch context, which an app that isn't launched with HTI tokens brings. */
    public Response launch(LoginPages browser, String user, String scope, Map<String, Object> context) {
        Pkce pkce = Pkce.create();
        Map<String, String> request = request(pkce, domain.register(context));
        request.put("scope", scope);
        return tokens(browser.visit(authorize(request), user), pkce);
    }

    /** Redeems the code of a callback, which has to succeed. */
    public Response tokens(Map<String, String> callback, Pkce pkce) {
        assertThat(callback).as("the callback").containsKey("code");
        Response response = redeem(callback.get("code"), pkce);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    /** Redeems a code. */
    public Response redeem(String code, Pkce pkce) {
        return redeem(code, pkce.verifier());
    }

    /** Redeems a code with an assertion that may be wrong. */
    public Response redeem(String code, Pkce pkce, String assertion) {
        return Caller.assertion(assertion)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", Domain.CALLBACK)
                .formParam("code_verifier", pkce.verifier())
                .post(domain.tokenUrl());
    }

    /** Asks the pack about a token. */
    public Response ask(String token) {
        return domain.asker().ask(caller(), token);
    }

    /** Asks the pack about a token with an assertion that may be wrong. */
    public Response ask(String token, String assertion) {
        return domain.asker().ask(Caller.assertion(assertion), token);
    }

    /** The token was proven, and can't be used. */
    public static void assertInvalid(Map<String, String> callback) {
        assertThat(callback).containsEntry("error", "invalid_request");
        assertThat(callback.get("error_description")).startsWith("invalid launch token (reference ");
    }

    /** Of several callbacks one has a code, and the others are {@linkplain #assertInvalid refused}. */
    public static void assertOneCode(List<Map<String, String>> callbacks) {
        List<Map<String, String>> refused = callbacks.stream()
                .filter(callback -> !callback.containsKey("code"))
                .toList();
        refused.forEach(Module::assertInvalid);
        assertThat(refused).hasSize(callbacks.size() - 1);
    }
}
