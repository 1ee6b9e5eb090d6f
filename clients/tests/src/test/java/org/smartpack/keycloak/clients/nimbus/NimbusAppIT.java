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
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.clients.frame.ClientTest;
import org.smartpack.keycloak.clients.frame.DemoKey;
import org.smartpack.keycloak.clients.frame.DemoRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** A SMART app with Nimbus' OpenID Connect SDK, as docs/clients.md shows it. */
@ClientTest
@DisplayName("An app with the Nimbus SDK")
class NimbusAppIT {

    private static final URI CALLBACK = URI.create(DemoRealm.CALLBACK);
    private static final Scope SCOPE = Scope.parse("openid fhirUser launch online_access patient/Observation.rs");

    /** What the app keeps between its authorization request and the callback. */
    private final State state = new State();

    private final Nonce nonce = new Nonce();
    private final CodeVerifier verifier = new CodeVerifier();

    /** The EHR opens the app for pat-2; drbob signs in and agrees. */
    private AuthorizationGrant signIn(DemoRealm realm, NimbusClient client) throws Exception {
        URI request = new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, client.id(), CALLBACK)
                .endpointURI(client.server().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .customParameter("aud", realm.fhirBaseUrl())
                .customParameter("launch", realm.register(Map.of("patient", "pat-2")))
                .build()
                .toURI();
        Map<String, List<String>> answer = realm.browser().visit(request.toString(), "drbob").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        AuthenticationSuccessResponse response = AuthenticationSuccessResponse.parse(CALLBACK, answer);
        assertThat(response.getState()).isEqualTo(state);
        assertThat(response.getIssuer()).isEqualTo(client.server().getIssuer());
        return new AuthorizationCodeGrant(response.getAuthorizationCode(), CALLBACK, verifier);
    }

    private static TokenResponse ask(NimbusClient client, AuthorizationGrant grant) throws Exception {
        TokenRequest request =
                new TokenRequest.Builder(client.server().getTokenEndpointURI(), client.authentication(), grant).build();
        return OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
    }

    private static OIDCTokenResponse tokens(TokenResponse response) {
        assertThat(response.indicatesSuccess())
                .as(response.toHTTPResponse().getBody())
                .isTrue();
        return (OIDCTokenResponse) response.toSuccessResponse();
    }

    private IDTokenClaimsSet validate(NimbusClient client, OIDCTokenResponse response) throws Exception {
        IDTokenValidator validator = new IDTokenValidator(
                client.server().getIssuer(),
                client.id(),
                JWSAlgorithm.RS256,
                client.server().getJWKSetURI().toURL());
        return validator.validate(response.getOIDCTokens().getIDToken(), nonce);
    }

    private static UserInfoResponse userInfo(NimbusClient client, AccessToken token) throws Exception {
        return UserInfoResponse.parse(new UserInfoRequest(client.server().getUserInfoEndpointURI(), token)
                .toHTTPRequest()
                .send());
    }

    private static TokenIntrospectionResponse introspect(NimbusClient client, Token token) throws Exception {
        return TokenIntrospectionResponse.parse(new TokenIntrospectionRequest(
                        client.server().getIntrospectionEndpointURI(),
                        new ClientSecretBasic(new ClientID("fhir-server"), new Secret("fhir-server-secret")),
                        token)
                .toHTTPRequest()
                .send());
    }

    private static void revoke(NimbusClient client, RefreshToken token) throws Exception {
        var response = new TokenRevocationRequest(
                        client.server().getRevocationEndpointURI(), client.authentication(), token)
                .toHTTPRequest()
                .send();
        assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "ES384"})
    @DisplayName("SMART-LAUNCH-3 SMART-LAUNCH-4: is launched for a patient, reads, refreshes and revokes")
    void launched(String algorithm, DemoRealm realm) throws Exception {
        NimbusClient client = NimbusClient.of(realm, "signed-app", algorithm);
        OIDCTokenResponse first = tokens(ask(client, signIn(realm, client)));
        assertThat(first.getCustomParameters()).containsEntry("patient", "pat-2");
        assertThat(first.getTokens().getAccessToken().getScope().toStringList()).contains("patient/Observation.rs");
        IDTokenClaimsSet user = validate(client, first);
        assertThat(user.getStringClaim("fhirUser")).endsWith("Practitioner/prac-1");
        assertThat(userInfo(client, first.getTokens().getAccessToken())
                        .toSuccessResponse()
                        .getUserInfo()
                        .getSubject())
                .isEqualTo(user.getSubject());
        assertThat(introspect(client, first.getTokens().getAccessToken())
                        .toSuccessResponse()
                        .toJSONObject())
                .containsEntry("active", true)
                .containsEntry("patient", "pat-2");

        OIDCTokenResponse second =
                tokens(ask(client, new RefreshTokenGrant(first.getTokens().getRefreshToken())));
        assertThat(second.getCustomParameters()).containsEntry("patient", "pat-2");
        String token = second.getTokens().getAccessToken().getValue();
        assertThat(realm.read("Observation/obs-lab-2", token).statusCode()).isEqualTo(200);
        assertThat(realm.read("Observation/obs-lab-1", token).statusCode()).isEqualTo(403);

        revoke(client, second.getTokens().getRefreshToken());
        TokenResponse ended =
                ask(client, new RefreshTokenGrant(second.getTokens().getRefreshToken()));
        assertThat(ended.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_GRANT);
        assertThat(introspect(client, second.getTokens().getAccessToken())
                        .toSuccessResponse()
                        .isActive())
                .isFalse();
    }

    @Test
    @DisplayName("SMART-BS-27: reports invalid_client when it signs with a key that isn't registered")
    void wrongKey(DemoRealm realm) throws Exception {
        NimbusClient client = NimbusClient.of(realm, "signed-app", "ES384");
        NimbusClient foreign = NimbusClient.of(realm, "signed-app", DemoKey.foreign("signed-app"));
        TokenResponse response = ask(foreign, signIn(realm, client));
        assertThat(response.toErrorResponse().getErrorObject()).isEqualTo(OAuth2Error.INVALID_CLIENT);
        realm.expectRefusal("signed-app", "the signature is not valid");
    }
}
