/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

import org.smartpack.keycloak.testkit.client.SigningClient;
import org.smartpack.keycloak.testkit.realm.RealmClient;

/**
 * A client of a test's own with "SMART signed JWT": it may be an app, a backend service, and introspect the tokens of
 * the FHIR server.
 *
 * @param id its client id
 * @param keys the file with its private keys, a JWKS with one for RS384 and one for ES384
 * @param foreignKeys a file with keys of the same {@code kid}s that aren't registered
 */
public record KeyFileClient(String id, Path keys, Path foreignKeys) {

    private static final List<String> ALLOWANCES = List.of(
            "launch",
            "launch/patient",
            "launch/encounter",
            "fhirUser",
            "offline_access",
            "online_access",
            "patient/*.cruds",
            "system/*.rs");

    /** Creates it with keys of its own. */
    public static KeyFileClient create(DemoRealm realm, String id, String redirectUri) {
        JWKSet keys = newKeys();
        create(realm, id, redirectUri, SigningClient.imported(keys.toString(true)));
        return new KeyFileClient(id, write(keys, id + ".jwks.json"), write(newKeys(), id + "-foreign.jwks.json"));
    }

    /**
     * Creates a client whose keys are elsewhere.
     *
     * @param attributes settings of the authenticator and of the keys, by their names in Keycloak's representation
     */
    public static void create(DemoRealm realm, String id, String redirectUri, Map<String, String> attributes) {
        Map<String, Object> client = SigningClient.settings(attributes);
        client.put("clientId", id);
        client.put("standardFlowEnabled", true);
        client.put("redirectUris", List.of(redirectUri));
        client.put("fullScopeAllowed", false);
        client.put("defaultClientScopes", List.of("basic", "fhir-server-audience"));
        client.put("optionalClientScopes", ALLOWANCES);
        RealmClient created = realm.createClient(client);
        created.give(realm.client("fhir-server"), "introspect");
    }

    /**
     * What a script is told (src/test/npm/task.mjs).
     *
     * @param algorithm RS384 or ES384
     */
    public Map<String, Object> settings(DemoRealm realm, String algorithm, String scope) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("issuer", realm.url);
        settings.put("fhir", realm.fhirBaseUrl());
        settings.put("clientId", id);
        settings.put("redirectUri", DemoRealm.CALLBACK);
        settings.put("keys", keys.toString());
        settings.put("alg", algorithm);
        settings.put("scope", scope);
        return settings;
    }

    /** The same for an app that the EHR opens with {@code pat-3} and {@code enc-3}. */
    public Map<String, Object> launchSettings(DemoRealm realm, String algorithm) {
        Map<String, Object> settings = settings(realm, algorithm, LaunchGrant.SCOPE);
        settings.put("launch", realm.register(Map.of("client_id", id, "patient", "pat-3", "encounter", "enc-3")));
        return settings;
    }

    private static JWKSet newKeys() {
        try {
            return new JWKSet(List.of(
                    new RSAKeyGenerator(2048)
                            .keyID("rsa")
                            .algorithm(JWSAlgorithm.RS384)
                            .generate(),
                    new ECKeyGenerator(Curve.P_384)
                            .keyID("ec")
                            .algorithm(JWSAlgorithm.ES384)
                            .generate()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(JWKSet keys, String fileName) {
        try {
            return Files.writeString(ClientProcess.file("tests/target").resolve(fileName), keys.toString(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
