/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;

import static io.restassured.RestAssured.given;

/** A fresh realm, made over the admin REST API as an administrator would, and its endpoints. */
final class SmartRealm {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Admin admin;
    private final String name;
    private final String url;

    SmartRealm(KeycloakServer server, Admin admin) {
        this(server, admin, Map.of());
    }

    SmartRealm(KeycloakServer server, Admin admin, Map<String, Object> settings) {
        this.admin = admin;
        Map<String, Object> realm = new HashMap<>(settings);
        realm.put("eventsEnabled", true);
        this.name = admin.createRealm(realm);
        this.url = server.realmUrl(name);
    }

    /** A client of the realm with the authenticator under test. */
    final class Client {
        final String clientId = "client-" + UUID.randomUUID();
        final String id;
        final ClientKey key;
        final String algorithm;

        private Client(ClientKey key, String algorithm, Map<String, Object> settings, Map<String, String> attributes) {
            this.key = key;
            this.algorithm = algorithm;
            Map<String, Object> client = new LinkedHashMap<>();
            client.put("clientId", clientId);
            client.put("clientAuthenticatorType", "smart-jwt");
            client.put("serviceAccountsEnabled", true);
            client.put("standardFlowEnabled", false);
            client.put("attributes", attributes);
            client.putAll(settings);
            this.id = admin.createClient(name, client);
        }

        /** A right assertion for the token endpoint, to be spoilt or sent. */
        AssertionBuilder assertion() {
            return new AssertionBuilder(key, algorithm, clientId, tokenUrl());
        }

        Response token() {
            return SmartRealm.this.token(assertion().sign());
        }

        /** Changes attributes as the console does. */
        void attributes(Map<String, String> changed) {
            Map<String, Object> client = new LinkedHashMap<>(
                    admin.get("/" + name + "/clients/" + id).jsonPath().getMap(""));
            Map<String, Object> attributes = new LinkedHashMap<>();
            ((Map<?, ?>) client.get("attributes")).forEach((key, value) -> attributes.put((String) key, value));
            attributes.putAll(changed);
            client.put("attributes", attributes);
            admin.put("/" + name + "/clients/" + id, client);
        }
    }

    /** A client with an imported key set. */
    Client inlineClient(ClientKey key, String algorithm) {
        return inlineClient(key, algorithm, key.jwks(), Map.of());
    }

    Client inlineClient(ClientKey key, String algorithm, String jwks, Map<String, Object> settings) {
        return new Client(key, algorithm, settings, Map.of("use.jwks.string", "true", "jwks.string", jwks));
    }

    /** A client whose keys are fetched, from a private address too. */
    Client urlClient(ClientKey key, String algorithm, String jwksUrl) {
        return new Client(
                key,
                algorithm,
                Map.of(),
                Map.of("use.jwks.url", "true", "jwks.url", jwksUrl, "smart.jwt.private.addresses", "true"));
    }

    /** A client with these attributes. */
    Client client(ClientKey key, String algorithm, Map<String, Object> settings, Map<String, String> attributes) {
        return new Client(key, algorithm, settings, attributes);
    }

    String name() {
        return name;
    }

    String issuer() {
        return url;
    }

    String tokenUrl() {
        return url + "/protocol/openid-connect/token";
    }

    String introspectionUrl() {
        return tokenUrl() + "/introspect";
    }

    String revocationUrl() {
        return url + "/protocol/openid-connect/revoke";
    }

    String parUrl() {
        return url + "/protocol/openid-connect/ext/par/request";
    }

    RequestSpecification form(String assertion) {
        return given().formParam("client_assertion_type", TYPE).formParam("client_assertion", assertion);
    }

    Response token(String assertion) {
        return form(assertion).formParam("grant_type", "client_credentials").post(tokenUrl());
    }

    /** The newest failed client login's event. */
    Map<String, Object> newestError(String type) {
        List<Map<String, Object>> events = admin.events(name, type);
        return events.get(0);
    }

    Admin admin() {
        return admin;
    }
}
