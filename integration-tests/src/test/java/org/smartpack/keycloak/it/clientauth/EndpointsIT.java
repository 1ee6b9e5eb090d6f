/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.AssertionBuilder;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.JwksHost;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The same assertion at every endpoint that authenticates clients. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointsIT {

    private static final ClientKey KEY = ClientKey.rsa();
    private static final ClientKey FOREIGN = ClientKey.rsa();

    private SigningRealm realm;
    private SigningClient client;

    @BeforeAll
    void realm(Admin admin) {
        realm = new SigningRealm(admin);
        realm.createUser("alice");
        client = realm.newClient(
                KEY,
                "RS384",
                Map.of(
                        "standardFlowEnabled",
                        true,
                        "redirectUris",
                        List.of(Realm.CALLBACK),
                        "protocolMappers",
                        List.of(Map.of(
                                "name",
                                "self",
                                "protocol",
                                "openid-connect",
                                "protocolMapper",
                                "oidc-audience-resolve-mapper"))),
                Map.of("use.jwks.string", "true", "jwks.string", KEY.jwks()));
        Map<String, Object> audience = Map.of(
                "name", "audience",
                "protocol", "openid-connect",
                "protocolMapper", "oidc-audience-mapper",
                "config",
                        Map.of(
                                "included.client.audience",
                                client.clientId(),
                                "access.token.claim",
                                "true",
                                "introspection.token.claim",
                                "true"));
        admin.post(realm.client(client.clientId()).path() + "/protocol-mappers/models", audience);
    }

    private String assertion(String audience) {
        return client.assertion().claim("aud", audience).sign();
    }

    private String stolen(String audience) {
        return client.assertion().claim("aud", audience).sign(FOREIGN, "RS384");
    }

    private String unknown() {
        return new AssertionBuilder(KEY, "RS384", "no-such-client", realm.tokenUrl()).sign();
    }

    @Test
    @DisplayName("KT-BS-7 introspection: with the token URL, the issuer and its own URL as audience")
    void introspection() {
        String token = client.clientCredentials().jsonPath().getString("access_token");
        for (String audience : List.of(realm.tokenUrl(), realm.url, realm.introspectionUrl())) {
            Response response = Caller.assertion(assertion(audience))
                    .formParam("token", token)
                    .post(realm.introspectionUrl());
            assertThat(response.statusCode()).as(audience).isEqualTo(200);
            assertThat(response.jsonPath().getBoolean("active")).as(audience).isTrue();
        }
        for (String assertion : List.of(stolen(realm.tokenUrl()), assertion(realm.revocationUrl()), unknown(), "x")) {
            Refused.asInvalidClient(
                    "introspection",
                    Caller.assertion(assertion).formParam("token", token).post(realm.introspectionUrl()));
        }
    }

    private String pushed() {
        Response response = Caller.assertion(assertion(realm.parUrl()))
                .formParam("response_type", "code")
                .formParam("redirect_uri", Realm.CALLBACK)
                .formParam("scope", "openid offline_access")
                .formParam("state", "s")
                .post(realm.parUrl());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response.jsonPath().getString("request_uri");
    }

    @Test
    @DisplayName("pushed authorization requests: its own URL as audience; a refusal is 401 invalid_client")
    void par() {
        assertThat(pushed()).startsWith("urn:ietf:params:oauth:request_uri:");
        for (String assertion : List.of(stolen(realm.parUrl()), assertion(realm.introspectionUrl()), unknown(), "x")) {
            Refused.asInvalidClient(
                    "PAR",
                    Caller.assertion(assertion)
                            .formParam("response_type", "code")
                            .formParam("redirect_uri", Realm.CALLBACK)
                            .post(realm.parUrl()));
        }
    }

    /** Logs alice in as a browser would; answers the code. */
    private String code(String requestUri) {
        Response page = given().queryParam("client_id", client.clientId())
                .queryParam("request_uri", requestUri)
                .redirects()
                .follow(false)
                .get(realm.url + "/protocol/openid-connect/auth");
        Map<String, String> cookies = new HashMap<>(page.cookies());
        if (page.statusCode() == 302) {
            page = given().cookies(cookies).get(page.header("Location"));
            cookies.putAll(page.cookies());
        }
        assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
        Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(page.asString());
        assertThat(action.find()).isTrue();
        Response done = given().cookies(cookies)
                .contentType(ContentType.URLENC)
                .formParam("username", "alice")
                .formParam("password", "alice")
                .redirects()
                .follow(false)
                .post(action.group(1).replace("&amp;", "&"));
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(String.valueOf(done.header("Location")));
        assertThat(code.find())
                .as(done.statusCode() + " " + done.header("Location") + done.asString())
                .isTrue();
        return code.group(1);
    }

    @Test
    @DisplayName("SMART-BS-27 authorization_code, refresh_token and revocation with the same authenticator")
    void authorizationCode() {
        String code = code(pushed());
        Refused.asInvalidClient("code", redeem(stolen(realm.tokenUrl()), code));
        Response tokens = redeem(assertion(realm.tokenUrl()), code);
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        String refreshToken = tokens.jsonPath().getString("refresh_token");

        Refused.asInvalidClient("refresh", refresh(stolen(realm.tokenUrl()), refreshToken));
        Response refreshed = refresh(assertion(realm.url), refreshToken);
        assertThat(refreshed.statusCode()).isEqualTo(200);

        String last = refreshed.jsonPath().getString("refresh_token");
        Refused.asInvalidClient(
                "revocation",
                Caller.assertion(stolen(realm.revocationUrl()))
                        .formParam("token", last)
                        .post(realm.revocationUrl()));
        Refused.asInvalidClient(
                "revocation by an unknown client",
                Caller.assertion(unknown()).formParam("token", last).post(realm.revocationUrl()));
        Caller.assertion(assertion(realm.revocationUrl()))
                .formParam("token", last)
                .post(realm.revocationUrl())
                .then()
                .statusCode(200);
        assertThat(refresh(assertion(realm.tokenUrl()), last).jsonPath().getString("error"))
                .isEqualTo("invalid_grant");
    }

    private Response redeem(String assertion, String code) {
        return Caller.assertion(assertion)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", Realm.CALLBACK)
                .post(realm.tokenUrl());
    }

    private Response refresh(String assertion, String refreshToken) {
        return Caller.assertion(assertion)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .post(realm.tokenUrl());
    }

    @Test
    @DisplayName("attack 32: a jti that spells another entry's key neither uses that entry up nor is blocked by it")
    void singleUseKinds() {
        String requestUri = pushed();
        String id = requestUri.substring(requestUri.lastIndexOf(':') + 1);
        for (String jti : List.of(id, "par:" + id, requestUri)) {
            realm.token(client.assertion().claim("jti", jti).sign()).then().statusCode(200);
            Refused.asInvalidClient(
                    jti, realm.token(client.assertion().claim("jti", jti).sign()));
        }

        assertThat(code(requestUri)).isNotEmpty();
    }

    @Test
    @DisplayName("attack 12: a request_uri that wasn't registered is not fetched")
    void requestUri() {
        try (JwksHost host = new JwksHost()) {
            String path = "/" + UUID.randomUUID();
            host.serve(path, "x", Map.of());
            Response response = given().queryParam("client_id", client.clientId())
                    .queryParam("response_type", "code")
                    .queryParam("redirect_uri", Realm.CALLBACK)
                    .queryParam("request_uri", host.url(path))
                    .redirects()
                    .follow(false)
                    .get(realm.url + "/protocol/openid-connect/auth");
            assertThat(response.statusCode()).isNotEqualTo(200);
            assertThat(host.requests(path)).isEmpty();
        }
    }
}
