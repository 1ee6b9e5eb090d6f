/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Client;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/** The realm {@code iua} that the pack ships, under a name of its own. */
final class Iua {

    static final String FHIR = "http://127.0.0.1:8090/iua/fhir";
    static final String SERVER = "resource-server";
    static final String SYSTEM = "healthconnect";
    static final String APP = "iua-app";
    static final String USER = "drsmith";
    static final String JWT_TYPE = "urn:ietf:params:oauth:token-type:jwt";

    final Realm realm;

    Iua(Realm realm) {
        this.realm = realm;
    }

    static Iua create(Admin admin) {
        return create(admin, Map.of(), Map.of());
    }

    /** With further settings of the mappers "FHIR server" and "IHE IUA realm". */
    static Iua create(Admin admin, Map<String, String> server, Map<String, String> profile) {
        Map<String, Object> export = Installation.realm("iua");
        settings(export, "smart-fhir-server").putAll(server);
        settings(export, "smart-iua").putAll(profile);
        export.put("bruteForceProtected", false);
        return new Iua(new Realm(admin, admin.createRealm(export)));
    }

    @SuppressWarnings("unchecked") // JSON
    private static Map<String, Object> settings(Map<String, Object> export, String mapper) {
        return ((List<Map<String, Object>>) export.get("clients"))
                .stream()
                        .flatMap(client -> ((List<Map<String, Object>>)
                                        client.getOrDefault("protocolMappers", List.of()))
                                .stream())
                        .filter(one -> mapper.equals(one.get("protocolMapper")))
                        .map(one -> (Map<String, Object>) one.get("config"))
                        .findFirst()
                        .orElseThrow();
    }

    @SuppressWarnings("unchecked") // JSON
    static List<Map<String, Object>> list(Map<String, Object> export, String member) {
        return (List<Map<String, Object>>) export.get(member);
    }

    /** The mappers of a client of an export. */
    static List<Map<String, Object>> mappers(Map<String, Object> client) {
        client.putIfAbsent("protocolMappers", new ArrayList<>());
        return list(client, "protocolMappers");
    }

    Client as(String clientId) {
        return Client.confidential(realm, clientId);
    }

    /** A client credentials request. */
    Response ask(Map<String, String> parameters) {
        return ask(SYSTEM, parameters);
    }

    Response ask(String clientId, Map<String, String> parameters) {
        Map<String, String> form = new LinkedHashMap<>(parameters);
        form.put("grant_type", "client_credentials");
        return as(clientId).token(form);
    }

    /** The parameters of an authorization request that IUA accepts. */
    static Map<String, String> request(String scope, Pkce pkce) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", APP);
        request.put("redirect_uri", Realm.CALLBACK);
        request.put("scope", scope);
        request.put("state", "state-of-the-app");
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** Signs in, and redeems the code with these further parameters. */
    Response login(String scope, Map<String, String> authorize, Map<String, String> redeem) {
        Pkce pkce = Pkce.create();
        Map<String, String> request = request(scope, pkce);
        request.putAll(authorize);
        Map<String, String> callback = realm.browser().visit(as(APP).authorize(request), USER);
        assertThat(callback).containsKey("code").containsEntry("state", "state-of-the-app");
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                callback.get("code"),
                "redirect_uri",
                Realm.CALLBACK,
                "code_verifier",
                pkce.verifier()));
        form.putAll(redeem);
        return as(APP).token(form);
    }

    /** What the resource server is told of a token. */
    JsonPath introspect(String token) {
        Response response = Caller.basic(SERVER).formParam("token", token).post(realm.url + "/smart/introspect");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.jsonPath();
    }

    static String token(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("access_token");
    }

    static JsonPath claims(Response response) {
        return Jwt.claims(token(response));
    }

    static List<String> audience(Response response) {
        Object audience = claims(response).get("aud");
        return audience instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(audience));
    }

    static void assertRefused(Response response, String error) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo(error);
    }
}
