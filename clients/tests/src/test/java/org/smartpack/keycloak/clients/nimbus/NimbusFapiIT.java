/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nimbus;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** An app with Nimbus' SDK in a realm that is set up for FAPI 2.0, as docs/clients.md tells it. */
@ClientTest
@DisplayName("An app of FAPI 2.0 with the Nimbus SDK")
class NimbusFapiIT {

    private static final URI CALLBACK = URI.create(DemoRealm.CALLBACK);
    private static final Scope SCOPE = Scope.parse("openid fhirUser launch online_access patient/Observation.rs");

    private final State state = new State();
    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();

    private DemoRealm fapi;
    private FapiClient client;

    @BeforeAll
    void setUp(DemoRealm realm) throws Exception {
        fapi = realm.copy(Map.of("revokeRefreshToken", false));
        client = FapiClient.in(fapi);
    }

    private AuthorizationRequest request() {
        return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, client.id(), CALLBACK)
                .endpointURI(client.server().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .customParameter("aud", fapi.fhirBaseUrl())
                .customParameter("launch", fapi.register(Map.of("patient", "pat-2")))
                .build();
    }

    private AuthenticationSuccessResponse signIn(URI authorization) throws Exception {
        Map<String, List<String>> answer = fapi.browser().visit(authorization.toString(), "drbob").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        AuthenticationSuccessResponse response = AuthenticationSuccessResponse.parse(CALLBACK, answer);
        assertThat(response.getState()).isEqualTo(state);
        assertThat(response.getIssuer()).isEqualTo(client.server().getIssuer());
        return response;
    }

    private AuthorizationCodeGrant code() throws Exception {
        PushedAuthorizationResponse pushed = client.push(request(), client.authentication());
        assertThat(pushed.indicatesSuccess()).isTrue();
        return new AuthorizationCodeGrant(
                signIn(client.authorization(pushed)).getAuthorizationCode(), CALLBACK, verifier);
    }

    private static OIDCTokenResponse tokens(TokenResponse response) {
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    @Test
    @DisplayName(
            "SMART-LAUNCH-4: pushes its request, gets tokens bound to its key, and may refresh with the same token")
    void works() throws Exception {
        OIDCTokenResponse first = tokens(client.ask(code(), client.authentication(), true));
        assertThat(first.getTokens().getAccessToken().getType()).isEqualTo(AccessTokenType.DPOP);
        assertThat(first.getCustomParameters()).containsEntry("patient", "pat-2");
        new IDTokenValidator(
                        client.server().getIssuer(),
                        client.id(),
                        JWSAlgorithm.PS256,
                        client.server().getJWKSetURI().toURL())
                .validate(first.getOIDCTokens().getIDToken(), nonce);
        RefreshToken refreshToken = first.getTokens().getRefreshToken();
        for (int i = 0; i < 3; i++) {
            OIDCTokenResponse next =
                    tokens(client.ask(new RefreshTokenGrant(refreshToken), client.authentication(), true));
            assertThat(next.getTokens().getAccessToken().getType()).isEqualTo(AccessTokenType.DPOP);
            assertThat(next.getCustomParameters()).containsEntry("patient", "pat-2");
            String token = next.getTokens().getAccessToken().getValue();
            assertThat(fapi.introspect(token).getString("cnf.jkt")).isNotEmpty();
        }
    }

    @Test
    @DisplayName("SMART-BS-3: is told invalid_client where its assertion is for the token URL or signed with RS384")
    void wrongAssertion() throws Exception {
        AuthorizationCodeGrant any = new AuthorizationCodeGrant(new AuthorizationCode(), CALLBACK, verifier);
        String tokenUrl = client.server().getTokenEndpointURI().toString();
        TokenResponse forTokenUrl = client.ask(any, client.authentication(tokenUrl, JWSAlgorithm.PS256), true);
        assertThat(forTokenUrl.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_CLIENT);
        fapi.expectRefusal("signed-app", "aud is missing or has a value that isn't accepted here");
        String issuer = client.server().getIssuer().getValue();
        TokenResponse rs384 = client.ask(any, client.authentication(issuer, JWSAlgorithm.RS384), true);
        assertThat(rs384.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_CLIENT);
        fapi.expectRefusal("signed-app", "the client isn't registered for alg RS384");
        // A refused push is the same; Keycloak saves no event of it unless told to.
        assertThat(client.push(request(), client.authentication(tokenUrl, JWSAlgorithm.PS256))
                        .toErrorResponse()
                        .getErrorObject())
                .isEqualTo(OAuth2Error.INVALID_CLIENT);
    }

    @Test
    @DisplayName("SMART-AUTHZ-1: is refused without a pushed request, and tokens without a proof of its key")
    void lessThanFapi() throws Exception {
        assertThat(fapi.browser().visit(request().toURI().toString(), "drbob")).doesNotContainKey("code");
        TokenResponse unbound = client.ask(code(), client.authentication(), false);
        assertThat(unbound.indicatesSuccess()).isFalse();
        assertThat(unbound.toErrorResponse().getErrorObject().getHTTPStatusCode())
                .isEqualTo(400);
    }
}
