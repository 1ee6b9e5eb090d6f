/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.ClientKey;
import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.Realm;

/** A fresh realm, made over the admin REST API as an administrator would, whose clients sign. */
final class SigningRealm extends Realm {

    SigningRealm(Admin admin) {
        this(admin, Map.of());
    }

    SigningRealm(Admin admin, Map<String, Object> settings) {
        super(admin, Realm.create(admin, settings).name);
    }

    /** A client with an imported key set. */
    SigningClient inlineClient(ClientKey key, String algorithm) {
        return inlineClient(key, algorithm, key.jwks(), Map.of());
    }

    SigningClient inlineClient(ClientKey key, String algorithm, String jwks, Map<String, Object> settings) {
        return newClient(key, algorithm, settings, SigningClient.imported(jwks));
    }

    /** A client whose keys are fetched, from a private address too. */
    SigningClient urlClient(ClientKey key, String algorithm, String jwksUrl) {
        return newClient(key, algorithm, Map.of(), SigningClient.fetched(jwksUrl));
    }

    /** A client with these attributes. */
    SigningClient newClient(
            ClientKey key, String algorithm, Map<String, Object> settings, Map<String, String> attributes) {
        String clientId = "client-" + UUID.randomUUID();
        Map<String, Object> client = new LinkedHashMap<>(SigningClient.settings(attributes));
        client.putAll(settings);
        createClient(clientId, client);
        return new SigningClient(this, clientId, key, algorithm);
    }

    /** A client with these attributes that wouldn't be saved in the console, as a realm may have it. */
    SigningClient importedClient(ClientKey key, String algorithm, Map<String, String> attributes) {
        String clientId = "client-" + UUID.randomUUID();
        importClient(clientId, SigningClient.settings(attributes));
        return new SigningClient(this, clientId, key, algorithm);
    }

    String introspectionUrl() {
        return tokenUrl() + "/introspect";
    }

    String revocationUrl() {
        return endpoint("revoke");
    }

    String parUrl() {
        return endpoint("ext/par/request");
    }

    /** Asks for a token with an assertion. */
    Response token(String assertion) {
        return Caller.assertion(assertion)
                .formParam("grant_type", "client_credentials")
                .post(tokenUrl());
    }
}
