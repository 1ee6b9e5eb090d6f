/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.smart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;

import static org.assertj.core.api.Assertions.assertThat;

/** A SMART app as Keycloak sees it. */
public final class App extends Client {

    /** What an EHR launch usually asks for. */
    public static final String SCOPE = "launch openid fhirUser online_access patient/*.rs";

    private final SmartRealm realm;

    App(SmartRealm realm, String clientId, Supplier<RequestSpecification> caller) {
        super(realm, clientId, caller);
        this.realm = realm;
    }

    @Override
    public SmartRealm realm() {
        return realm;
    }

    /** The parameters of an authorization request with everything SMART wants. */
    public Map<String, String> request(String scope, Pkce pkce) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId());
        request.put("redirect_uri", SmartRealm.CALLBACK);
        request.put("scope", scope);
        request.put("state", "state-of-the-app");
        request.put("aud", SmartRealm.FHIR);
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** The same with the launch value that the EHR handed out. */
    public Map<String, String> launchRequest(String scope, Pkce pkce, String launch) {
        Map<String, String> request = request(scope, pkce);
        request.put("launch", launch);
        return request;
    }

    /** An EHR launch from the registered context to the tokens. */
    public Response launch(LoginPages browser, String user, Map<String, Object> context) {
        return launch(browser, user, SCOPE, context);
    }

    /** The same with scopes of the app's own. */
    public Response launch(LoginPages browser, String user, String scope, Map<String, Object> context) {
        Pkce pkce = Pkce.create();
        String launch = realm.register(context);
        return tokens(browser.visit(authorize(launchRequest(scope, pkce, launch)), user), pkce);
    }

    /** A login without an EHR. */
    public Response login(LoginPages browser, String user, String scope) {
        Pkce pkce = Pkce.create();
        return tokens(browser.visit(authorize(request(scope, pkce)), user), pkce);
    }

    /** Redeems the code of a callback, which has to succeed. */
    public Response tokens(Map<String, String> callback, Pkce pkce) {
        assertThat(callback).as("the callback").containsKey("code");
        Response response = redeem(callback.get("code"), pkce.verifier());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response;
    }

    /** Refreshes, naming no scope. */
    public Response refresh(Response tokens) {
        return refresh(tokens.<String>path("refresh_token"));
    }

    /** Refreshes, naming scopes. */
    public Response refresh(Response tokens, String scope) {
        return refresh(tokens.<String>path("refresh_token"), scope);
    }

    /**
     * Asserts attack 24: answer, access token and introspection agree in every launch context parameter.
     *
     * @return the parameters
     */
    public Map<String, Object> context(Response tokens, String... names) {
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        String access = tokens.path("access_token");
        JsonPath introspection = realm.introspect(access);
        assertThat(introspection.getBoolean("active")).as("active").isTrue();
        JsonPath claims = Jwt.claims(access);
        Map<String, Object> context = new LinkedHashMap<>();
        for (String name : names.length == 0 ? new String[] {"patient", "encounter", "fhirContext", "intent"} : names) {
            Object answered = tokens.jsonPath().getMap("").get(name);
            assertThat(claims.getMap("").get(name))
                    .as(name + " in the access token")
                    .isEqualTo(answered);
            assertThat(introspection.getMap("").get(name))
                    .as(name + " in the introspection")
                    .isEqualTo(answered);
            if (answered != null) {
                context.put(name, answered);
            }
        }
        return context;
    }

    /** The patient in all of them. */
    public String patient(Response tokens) {
        return (String) context(tokens).get("patient");
    }
}
