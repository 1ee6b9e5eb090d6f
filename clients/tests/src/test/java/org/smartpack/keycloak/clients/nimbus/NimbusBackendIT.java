/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nimbus;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A backend service with Nimbus' OAuth 2.0 SDK, as docs/clients.md shows it. */
@ClientTest
@DisplayName("A backend service with the Nimbus SDK")
class NimbusBackendIT {

    private static TokenResponse ask(NimbusClient client) throws Exception {
        TokenRequest request = new TokenRequest.Builder(
                        client.server().getTokenEndpointURI(), client.authentication(), new ClientCredentialsGrant())
                .scope(new Scope("system/Patient.rs"))
                .build();
        return TokenResponse.parse(request.toHTTPRequest().send());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("SMART-BS-3 SMART-BS-21: gets a token with its key, and reads with it")
    void reads(String algorithm, DemoRealm realm) throws Exception {
        TokenResponse response = ask(NimbusClient.of(realm, "bulk-client", algorithm));
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        var token = response.toSuccessResponse().getTokens().getAccessToken();
        assertThat(token.getScope()).contains(new Scope.Value("system/Patient.rs"));
        assertThat(realm.read("Patient/pat-1", token.getValue()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("SMART-BS-3: reports invalid_client for a key that isn't registered")
    void wrongKey(DemoRealm realm) throws Exception {
        TokenResponse response = ask(NimbusClient.of(realm, "bulk-client", DemoKey.foreign("bulk-client")));
        assertThat(response.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_CLIENT);
        assertThat(response.toErrorResponse().getErrorObject().getHTTPStatusCode())
                .isEqualTo(401);
        realm.expectRefusal("bulk-client", "the signature is not valid");
    }
}
