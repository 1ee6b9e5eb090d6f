/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.benchmarks.server.Kind;

/** Client representations of the admin REST API. */
final class Clients {

    private Clients() {}

    private static Map<String, Object> confidential(String clientId, List<String> scopes) {
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", clientId);
        client.put("secret", BenchRealm.secret(clientId));
        client.put("publicClient", false);
        client.put("fullScopeAllowed", false);
        client.put("defaultClientScopes", List.of("basic"));
        client.put("optionalClientScopes", scopes);
        return client;
    }

    /** A backend service with a secret. */
    static Map<String, Object> backend(String clientId, List<String> scopes) {
        Map<String, Object> client = confidential(clientId, scopes);
        client.put("standardFlowEnabled", false);
        client.put("serviceAccountsEnabled", true);
        return client;
    }

    /** A backend service whose access tokens are signed with the given algorithm (JWA name). */
    static Map<String, Object> backend(String clientId, List<String> scopes, String algorithm) {
        Map<String, Object> client = backend(clientId, scopes);
        client.put("attributes", Map.of("access.token.signed.response.alg", algorithm));
        return client;
    }

    /** A backend service that signs assertions. */
    static Map<String, Object> signed(String clientId, List<String> scopes, Kind kind, SigningKeys keys) {
        Map<String, Object> client = backend(clientId, scopes);
        client.remove("secret");
        client.put("clientAuthenticatorType", kind.jwtAuthenticator());
        client.put(
                "attributes", Map.of("use.jwks.string", "true", "use.jwks.url", "false", "jwks.string", keys.jwks()));
        return client;
    }

    /** An app with the code flow. */
    static Map<String, Object> app(String clientId, List<String> scopes) {
        Map<String, Object> client = confidential(clientId, scopes);
        client.put("standardFlowEnabled", true);
        client.put("redirectUris", List.of(BenchRealm.CALLBACK));
        client.put("attributes", Map.of("pkce.code.challenge.method", "S256"));
        return client;
    }
}
