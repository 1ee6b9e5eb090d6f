/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.smartpack.keycloak.fhir.AssociatedEndpoint;
import org.smartpack.keycloak.fhir.BrandIdentifier;
import org.smartpack.keycloak.fhir.DiscoveryLinks;
import org.smartpack.keycloak.scope.Level;

/**
 * The {@code smart-configuration} document (SMART-DISC-2 to 6). All URLs are absolute. Members that the IG requires are
 * always present, others only if they have content.
 *
 * <p>{@code issuer}, {@code jwks_uri} and {@code authorization_endpoint} belong to single sign-on and app launch
 * (SMART-DISC-3), so they appear only in realms with a FHIR server.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record SmartConfiguration(
        @JsonProperty("issuer") String issuer,
        @JsonProperty("jwks_uri") String jwksUri,
        @JsonProperty("authorization_endpoint") String authorizationEndpoint,
        @JsonProperty("authorization_response_iss_parameter_supported") Boolean issuerInResponse,
        @JsonProperty("pushed_authorization_request_endpoint") String pushedRequestEndpoint,
        @JsonProperty("token_endpoint") String tokenEndpoint,
        @JsonProperty("introspection_endpoint") String introspectionEndpoint,
        @JsonProperty("introspection_endpoint_auth_methods_supported") List<String> introspectionAuthMethods,
        @JsonProperty("revocation_endpoint") String revocationEndpoint,
        @JsonProperty("management_endpoint") String managementEndpoint,
        @JsonProperty("registration_endpoint") String registrationEndpoint,
        @JsonProperty("response_types_supported") List<String> responseTypes,
        @JsonProperty("grant_types_supported") @JsonInclude(JsonInclude.Include.ALWAYS) List<String> grantTypes,
        @JsonProperty("token_endpoint_auth_methods_supported") List<String> authMethods,
        @JsonProperty("token_endpoint_auth_signing_alg_values_supported") List<String> signingAlgorithms,
        @JsonProperty("code_challenge_methods_supported") List<String> codeChallengeMethods,
        @JsonProperty("scopes_supported") List<String> scopes,
        @JsonProperty("capabilities") @JsonInclude(JsonInclude.Include.ALWAYS) List<String> capabilities,
        @JsonProperty("user_access_brand_bundle") String brandBundle,
        @JsonProperty("user_access_brand_identifier") BrandIdentifier brandIdentifier,
        @JsonProperty("associated_endpoints") List<AssociatedEndpoint> associatedEndpoints) {

    /**
     * The algorithms that every SMART-signed-JWT client may use. An administrator can allow a client others, but the
     * document must not promise those.
     */
    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS384", "ES384");

    /** The scopes that an app can request by name, if the realm has a client scope for them. */
    private static final List<String> NAMED_SCOPES = List.of(
            "launch", "launch/patient", "launch/encounter", "openid", "fhirUser", "offline_access", "online_access");

    /**
     * The document for a realm.
     *
     * @param links of the FHIR server that the document is about
     */
    static SmartConfiguration of(RealmFacts realm, Endpoints endpoints, DiscoveryLinks links) {
        boolean launches = realm.launches();
        return new SmartConfiguration(
                launches ? endpoints.issuer() : null,
                launches ? endpoints.jwks() : null,
                launches ? endpoints.authorization() : null,
                launches ? true : null,
                endpoints.pushedRequests().filter(pushed -> launches).orElse(null),
                endpoints.token(),
                endpoints.introspection(),
                realm.fhirServer() ? introspectionAuthMethods(realm) : List.of(),
                endpoints.revocation(),
                launches ? endpoints.management() : null,
                endpoints.registration().filter(registration -> launches).orElse(null),
                launches ? List.of("code") : List.of(),
                grantTypes(realm),
                authMethods(realm),
                realm.signedJwt() ? DEFAULT_ALGORITHMS : List.of(),
                List.of("S256"),
                scopes(realm),
                Arrays.stream(Capability.values())
                        .filter(capability -> capability.isTrueOf(realm))
                        .map(Capability::value)
                        .toList(),
                links.brandBundle().orElse(null),
                links.brandIdentifier().orElse(null),
                links.associatedEndpoints());
    }

    private static List<String> grantTypes(RealmFacts realm) {
        List<String> types = new ArrayList<>();
        if (realm.launches()) {
            types.add("authorization_code");
        }
        if (realm.signedJwt() || realm.clientSecret()) {
            types.add("client_credentials");
        }
        return types;
    }

    /**
     * {@code patient/} and {@code user/} scopes need launch context and a user, so they are listed only if apps can be
     * launched.
     */
    private static List<String> scopes(RealmFacts realm) {
        if (!realm.launches()) {
            return UsefulScopes.within(realm.publishedScopes(), EnumSet.of(Level.SYSTEM));
        }
        List<String> scopes = new ArrayList<>(NAMED_SCOPES);
        scopes.removeIf(
                name -> !name.equals("openid") && !realm.publishedScopes().contains(name));
        scopes.addAll(UsefulScopes.within(realm.publishedScopes(), EnumSet.allOf(Level.class)));
        return scopes;
    }

    /** INTRO-IUA-7. A client's own token is accepted from every client that can get one. */
    private static List<String> introspectionAuthMethods(RealmFacts realm) {
        List<String> methods = new ArrayList<>(authMethods(realm));
        methods.add("Bearer");
        return methods;
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
