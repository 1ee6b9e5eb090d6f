/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.introspection;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.client.Asker;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/** The Koppeltaal domain that the pack ships, under a name of its own, and its clients with their demo keys. */
final class KoppeltaalRealm {

    /** The base URL of the FHIR service. */
    static final String FHIR = "http://127.0.0.1:8090/koppeltaal/fhir";

    final Admin admin;
    final String name;
    final Asker asker;

    KoppeltaalRealm(KeycloakServer server, Admin admin) {
        this.admin = admin;
        Map<String, Object> export = Installation.realm("koppeltaal");
        export.put("eventsEnabled", true);
        this.name = admin.createRealm(export);
        this.asker = new Asker(new Realm(admin, name));
    }

    /** A client assertion, signed with the demo key. */
    static String assertion(String clientId, String audience) {
        try {
            var key = JWKSet.parse(Files.readString(Installation.realmExport("demo-keys/" + clientId + ".jwks.json")))
                    .getKeys()
                    .get(0)
                    .toRSAKey();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS384)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(clientId)
                            .subject(clientId)
                            .audience(audience)
                            .issueTime(new Date())
                            .expirationTime(Date.from(Instant.now().plusSeconds(240)))
                            .jwtID(UUID.randomUUID().toString())
                            .build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (IOException | JOSEException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token that an application gets for itself. */
    String tokenOf(String clientId) {
        Response response = Caller.assertion(assertion(clientId, asker.realm().tokenUrl()))
                .formParam("grant_type", "client_credentials")
                .post(asker.realm().tokenUrl());
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return response.path("access_token");
    }

    LoginPages browser() {
        return new LoginPages(Realm.CALLBACK);
    }

    /** An ordinary launch of {@code module-smart}. */
    Response launch(LoginPages browser, String user, String scope, Map<String, Object> context) {
        String launch = Caller.basic("ehr", "ehr-secret")
                .contentType(ContentType.JSON)
                .body(context)
                .post(asker.realm().url + "/smart/launch-context")
                .then()
                .statusCode(200)
                .extract()
                .path("launch");
        Pkce pkce = Pkce.create();
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "module-smart");
        request.put("redirect_uri", Realm.CALLBACK);
        request.put("scope", scope);
        request.put("state", "s");
        request.put("aud", FHIR);
        request.put("launch", launch);
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        StringBuilder url = new StringBuilder(asker.realm().url + "/protocol/openid-connect/auth?x=y");
        request.forEach((key, value) ->
                url.append('&').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Map<String, String> callback = browser.visit(url.toString(), user);
        assertThat(callback).containsKey("code");
        Response tokens = Caller.assertion(
                        assertion("module-smart", asker.realm().tokenUrl()))
                .formParam("grant_type", "authorization_code")
                .formParam("code", callback.get("code"))
                .formParam("redirect_uri", Realm.CALLBACK)
                .formParam("code_verifier", pkce.verifier())
                .post(asker.realm().tokenUrl());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return tokens;
    }

    String userId(String username) {
        return admin.get("/" + name + "/users?exact=true&username=" + username).path("[0].id");
    }

    String path(String clientId) {
        String id = admin.get("/" + name + "/clients?clientId=" + clientId).path("[0].id");
        return "/" + name + "/clients/" + id;
    }

    void change(String clientId, Map<String, Object> changed) {
        Map<String, Object> client =
                new LinkedHashMap<>(admin.get(path(clientId)).jsonPath().getMap(""));
        client.putAll(changed);
        admin.put(path(clientId), client);
    }
}
