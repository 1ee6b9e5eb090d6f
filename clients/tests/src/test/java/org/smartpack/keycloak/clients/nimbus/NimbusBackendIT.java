/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nimbus;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A backend service with Nimbus' OAuth 2.0 SDK, as docs/clients.md shows it. */
@ClientTest
@DisplayName("A backend service with the Nimbus SDK")
class NimbusBackendIT {

    private static final ClientID CLIENT = new ClientID("bulk-client");

    private static OIDCProviderMetadata discover(SmartRealm realm) throws Exception {
        return OIDCProviderMetadata.resolve(new Issuer(realm.issuer()));
    }

    private static TokenResponse ask(OIDCProviderMetadata server, ClientAuthentication authentication)
            throws Exception {
        TokenRequest request = new TokenRequest.Builder(
                        server.getTokenEndpointURI(), authentication, new ClientCredentialsGrant())
                .scope(new Scope("system/Patient.rs"))
                .build();
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    private static ClientAuthentication sign(JWK key, OIDCProviderMetadata server) throws Exception {
        return new PrivateKeyJWT(
                CLIENT,
                server.getTokenEndpointURI(),
                JWSAlgorithm.parse(key.getAlgorithm().getName()),
                ((AsymmetricJWK) key).toPrivateKey(),
                key.getKeyID(),
                null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("BACKEND-ALG: gets a token with its key, and reads with it")
    void reads(String algorithm, SmartRealm realm) throws Exception {
        OIDCProviderMetadata server = discover(realm);
        JWK key = JWKSet.load(SmartRealm.keys("bulk-client").toFile())
                .getKeyByKeyId("bulk-client-" + algorithm.toLowerCase());
        TokenResponse response = ask(server, sign(key, server));
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        var token = response.toSuccessResponse().getTokens().getAccessToken();
        assertThat(token.getScope()).contains(new Scope.Value("system/Patient.rs"));
        assertThat(realm.read("Patient/pat-1", token.getValue()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("reports invalid_client for a key that isn't registered")
    void wrongKey(SmartRealm realm) throws Exception {
        OIDCProviderMetadata server = discover(realm);
        JWK foreign = new RSAKeyGenerator(2048)
                .keyID("bulk-client-rs384")
                .algorithm(JWSAlgorithm.RS384)
                .generate();
        TokenResponse response = ask(server, sign(foreign, server));
        assertThat(response.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_CLIENT);
        assertThat(response.toErrorResponse().getErrorObject().getHTTPStatusCode())
                .isEqualTo(401);
        assertThat(realm.reasonOfLastRefusal("bulk-client")).isEqualTo("the signature doesn't hold");
    }
}
