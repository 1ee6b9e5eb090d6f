/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.LinkedHashMap;
import java.util.Map;

import org.smartpack.keycloak.testkit.realm.Realm;

/** A client that authenticates itself with "SMART signed JWT", with a new assertion for every request. */
public class SigningClient extends Client {

    private final ClientKey key;
    private final String algorithm;

    /** A client that is there, or will be. */
    public SigningClient(Realm realm, String clientId, ClientKey key, String algorithm) {
        super(
                realm,
                clientId,
                () -> Caller.assertion(new AssertionBuilder(key, algorithm, clientId, realm.tokenUrl()).sign()));
        this.key = key;
        this.algorithm = algorithm;
    }

    /** A client of a realm export, with its demo key. */
    public static SigningClient demo(Realm realm, String clientId) {
        return new SigningClient(realm, clientId, ClientKey.demo(clientId), "ES384");
    }

    /** A new client of the realm with a service account and an RSA key of its own. */
    public static SigningClient create(Realm realm, String clientId) {
        ClientKey key = ClientKey.rsa();
        realm.createClient(clientId, settings(key));
        return new SigningClient(realm, clientId, key, "RS384");
    }

    /** Another that says it is this client and names its key, but has another key. */
    public final SigningClient impostor() {
        return new SigningClient(realm(), clientId(), ClientKey.rsa(2048, key.kid()), "RS384");
    }

    /** The settings of a client that imported this key, and has a service account and no users. */
    public static Map<String, Object> settings(ClientKey key) {
        return settings(imported(key.jwks()));
    }

    /**
     * The settings of a client that has a service account and no users.
     *
     * @param attributes say where its keys are, and more
     */
    public static Map<String, Object> settings(Map<String, String> attributes) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("clientAuthenticatorType", "smart-jwt");
        settings.put("serviceAccountsEnabled", true);
        settings.put("standardFlowEnabled", false);
        settings.put("attributes", attributes);
        return settings;
    }

    /** Attributes of a client with an imported key set. */
    public static Map<String, String> imported(String jwks) {
        return Map.of("use.jwks.string", "true", "jwks.string", jwks);
    }

    /** Attributes of a client whose key set is fetched, from a private address too. */
    public static Map<String, String> fetched(String jwksUrl) {
        return Map.of("use.jwks.url", "true", "jwks.url", jwksUrl, "smart.jwt.private.addresses", "true");
    }

    /** The key that it signs with. */
    public final ClientKey key() {
        return key;
    }

    /** The algorithm that it signs with. */
    public final String algorithm() {
        return algorithm;
    }

    /** A right assertion for the token endpoint, to be spoilt or sent. */
    public final AssertionBuilder assertion() {
        return assertion(realm().tokenUrl());
    }

    /** A right assertion for an audience, to be spoilt or sent. */
    public final AssertionBuilder assertion(Object audience) {
        return new AssertionBuilder(key, algorithm, clientId(), audience);
    }
}
