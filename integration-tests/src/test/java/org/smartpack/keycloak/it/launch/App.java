/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.testkit.LoginPages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A SMART app as Keycloak sees it.
 *
 * @param secret {@code null} for a public client
 */
public record App(LaunchRealm realm, String clientId, String secret) {

    /** What an EHR launch usually asks for. */
    public static final String SCOPE = "launch openid fhirUser online_access patient/*.rs";

    /** The parameters of an authorization request with everything SMART wants. */
    public Map<String, String> request(String scope, Pkce pkce) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", clientId);
        request.put("redirect_uri", LaunchRealm.CALLBACK);
        request.put("scope", scope);
        request.put("state", "state-of-the-app");
        request.put("aud", LaunchRealm.FHIR);
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

    public String authorize(Map<String, String> request) {
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

    /** An EHR launch from the registered context to the tokens. */
    public Response launch(LoginPages browser, String user, Map<String, Object> context) {
        return launch(browser, user, SCOPE, context);
    }

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

    public Response redeem(String code, String verifier) {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                LaunchRealm.CALLBACK,
                "code_verifier",
                verifier));
    }

    public Response refresh(Response tokens) {
        return refresh(tokens.<String>path("refresh_token"));
    }

    public Response refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public Response refresh(Response tokens, String scope) {
        return refreshNaming(tokens.path("refresh_token"), scope);
    }

    public Response refreshNaming(String refreshToken, String scope) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
    }

    public Response token(Map<String, String> form) {
        return post("token", form);
    }

    public Response post(String path, Map<String, String> form) {
        RequestSpecification request = given().formParams(form);
        if (secret == null) {
            request.formParam("client_id", clientId);
        } else {
            request.auth().preemptive().basic(clientId, secret);
        }
        return request.post(realm.endpoint(path));
    }

    /** The payload of a JWT. */
    public static JsonPath claims(String jwt) {
        return new JsonPath(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
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
        JsonPath claims = claims(access);
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

    public String patient(Response tokens) {
        return (String) context(tokens).get("patient");
    }
}
