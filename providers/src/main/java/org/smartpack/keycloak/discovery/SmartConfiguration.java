/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.smartpack.keycloak.scope.Level;

/**
 * The {@code smart-configuration} document (SMART-DISC-2 to 6). All URLs are absolute. Members that the IG requires are
 * always there; the others only with content.
 *
 * <p>{@code issuer}, {@code jwks_uri} and {@code authorization_endpoint} belong to single sign-on and app launch
 * (SMART-DISC-3) and come with the capabilities that need them.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SmartConfiguration(
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("introspection_endpoint") String introspectionEndpoint,
        @JsonProperty("revocation_endpoint") String revocationEndpoint,
        @JsonProperty("grant_types_supported") @JsonInclude(JsonInclude.Include.ALWAYS) List<String> grantTypes,
        @JsonProperty("token_endpoint_auth_methods_supported") List<String> authMethods,
        @JsonProperty("token_endpoint_auth_signing_alg_values_supported") List<String> signingAlgorithms,
        @JsonProperty("code_challenge_methods_supported") List<String> codeChallengeMethods,
        @JsonProperty("scopes_supported") List<String> scopes,
        @JsonProperty("capabilities") @JsonInclude(JsonInclude.Include.ALWAYS) List<String> capabilities) {

    /**
     * The algorithms that every SMART-signed-JWT client may use; an admin can allow a client others, which would be a
     * promise too much here.
     */
    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS384", "ES384");

    /** Whose scopes are of use as yet: {@code patient/} and {@code user/} need launch context and a known user. */
    private static final Set<Level> LEVELS = Set.of(Level.SYSTEM);

    /** The document for a realm. */
    static SmartConfiguration of(
            RealmFacts realm, String tokenEndpoint, String introspectionEndpoint, String revocationEndpoint) {
        return new SmartConfiguration(
                tokenEndpoint,
                introspectionEndpoint,
                revocationEndpoint,
                realm.signedJwt() || realm.clientSecret() ? List.of("client_credentials") : List.of(),
                authMethods(realm),
                realm.signedJwt() ? DEFAULT_ALGORITHMS : List.of(),
                List.of("S256"),
                UsefulScopes.within(realm.publishedScopes(), LEVELS),
                Arrays.stream(Capability.values())
                        .filter(capability -> capability.isTrueOf(realm))
                        .map(Capability::value)
                        .toList());
    }

    private static List<String> authMethods(RealmFacts realm) {
        List<String> methods = new ArrayList<>();
        if (realm.signedJwt()) {
            methods.add("private_key_jwt");
        }
        if (realm.clientSecret()) {
            methods.add("client_secret_basic");
            methods.add("client_secret_post");
        }
        return methods;
    }
}
